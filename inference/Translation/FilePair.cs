using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>Whether an encoder file and a decoder file belong together.</summary>
internal static class FilePair
{
    /// <summary>Refuses those that do not.</summary>
    /// <param name="encoder">The encoder file.</param>
    /// <param name="decoder">The decoder file.</param>
    /// <param name="vocabulary">Tokens of the target.</param>
    /// <exception cref="InvalidInputException">One is another file, or their sizes are not the same.</exception>
    public static void Check(SequenceModel encoder, SequenceModel decoder, int vocabulary)
    {
        RequireKind(encoder, "encoder", TranslationEncoderGraph.AttentionMask, TranslationEncoderGraph.FirstHidden);
        RequireKind(decoder, "decoder", TranslationDecoderGraph.HiddenBefore, TranslationDecoderGraph.Logits);
        foreach (var (output, input) in EncodedTexts.Pairs.Sources.Concat(EncodedTexts.Pairs.States))
        {
            var given = encoder.File.Outputs.FirstOrDefault(info => info.Name == output);
            var read = decoder.File.Inputs.FirstOrDefault(info => info.Name == input);
            // Without attention no step reads what the encoder gives at every step.
            if (read is null && (given is null || output == TranslationEncoderGraph.HiddenStates))
                continue;
            if (given is null || read is null || !Sizes(given).SequenceEqual(Sizes(read)))
                throw new InvalidInputException(
                    $"Models '{encoder.Name}' and '{decoder.Name}': expected an encoder and a decoder of the same translator, found {given?.ToString() ?? $"no {output}"} beside {read?.ToString() ?? $"no {input}"}."
                );
        }
        var logits = decoder.File.Outputs.First(info => info.Name == TranslationDecoderGraph.Logits);
        if (logits.Shape is not [.., { Value: { } count }] || count != vocabulary)
            throw new InvalidInputException(
                $"Models '{encoder.Name}' and '{decoder.Name}': expected logits of the {vocabulary} tokens of the card's target, found {logits}."
            );
    }

    private static IEnumerable<long?> Sizes(TensorInfo info) => info.Shape.Select(dim => dim.Value);

    private static void RequireKind(SequenceModel model, string kind, string input, string output)
    {
        var (inputs, outputs) = (model.File.Inputs, model.File.Outputs);
        if (inputs.All(info => info.Name != input) || outputs.All(info => info.Name != output))
            throw new InvalidInputException(
                $"Model '{model.Name}': expected the {kind} of a translator, {input} to {output}, found {string.Join(", ", inputs)} -> {string.Join(", ", outputs)}."
            );
    }
}
