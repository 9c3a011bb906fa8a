using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>What an encoder file makes of some texts, by the names under which the decoder reads it. N texts, S tokens of the longest.</summary>
/// <param name="Sources">What every step reads: [N, S, ...] each.</param>
/// <param name="States">What the first step reads: [N, ...] each.</param>
/// <param name="Count">N.</param>
/// <param name="Width">S.</param>
internal sealed record EncodedTexts(
    IReadOnlyList<NamedTensor> Sources,
    IReadOnlyList<NamedTensor> States,
    int Count,
    int Width
)
{
    /// <summary>Runs the encoder.</summary>
    /// <param name="encoder">The encoder file.</param>
    /// <param name="texts">The ids of each text, one or more.</param>
    /// <exception cref="InvalidInputException">The file can not be run.</exception>
    public static EncodedTexts Of(SequenceModel encoder, IReadOnlyList<int[]> texts)
    {
        var (rows, width) = (texts.Count, texts.Max(text => text.Length));
        var ids = new long[rows * width]; // padding
        var mask = new long[ids.Length];
        foreach (var (row, text) in texts.Index())
        {
            for (var i = 0; i < text.Length; i++)
                (ids[row * width + i], mask[row * width + i]) = (text[i], 1);
        }
        var outputs = encoder.Run(
            NamedTensor.Of(TranslationEncoderGraph.InputIds, ids, rows, width),
            NamedTensor.Of(TranslationEncoderGraph.AttentionMask, mask, rows, width)
        );
        return new(
            [NamedTensor.Of(TranslationDecoderGraph.AttentionMask, mask, rows, width), .. Named(Pairs.Sources)],
            [.. Named(Pairs.States)],
            rows,
            width
        );

        IEnumerable<NamedTensor> Named((string Encoder, string Decoder)[] pairs) =>
            from pair in pairs
            from output in outputs
            where output.Name == pair.Encoder
            select NamedTensor.Of(pair.Decoder, output.Floats, output.Shape);
    }

    /// <summary>Which output of an encoder file is which input of a decoder file.</summary>
    public static class Pairs
    {
        public static (string Encoder, string Decoder)[] Sources { get; } =
        [
            (TranslationEncoderGraph.HiddenStates, TranslationDecoderGraph.HiddenStates),
            (TranslationEncoderGraph.Keys, TranslationDecoderGraph.Keys),
        ];

        public static (string Encoder, string Decoder)[] States { get; } =
        [
            (TranslationEncoderGraph.FirstHidden, TranslationDecoderGraph.HiddenBefore),
            (TranslationEncoderGraph.FirstCell, TranslationDecoderGraph.CellBefore),
        ];
    }
}
