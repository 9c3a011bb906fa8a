using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Tests.Translation;

/// <summary>Small encoder-decoders with random weights, each with another choice of what there is to choose.</summary>
internal static class SampleTranslators
{
    public static IReadOnlyDictionary<string, Seq2SeqOptions> All { get; } =
        new Dictionary<string, Seq2SeqOptions>(StringComparer.Ordinal)
        {
            ["gru, general"] = Of(CellKind.Gru, AttentionKind.General),
            ["gru, additive, feeding"] = Of(CellKind.Gru, AttentionKind.Additive) with { InputFeeding = true },
            ["gru, none"] = Of(CellKind.Gru, AttentionKind.None),
            ["gru, none, feeding, untied"] = Of(CellKind.Gru, AttentionKind.None) with
            {
                InputFeeding = true,
                TiedWeights = false,
                AttentionalSize = 9,
            },
            ["lstm, dot"] = Of(CellKind.Lstm, AttentionKind.Dot),
            ["lstm, additive, 2 layers"] = Of(CellKind.Lstm, AttentionKind.Additive, layers: 2) with
            {
                DecoderHidden = 7,
            },
            ["lstm, general, feeding, 2 layers, residual"] = Of(CellKind.Lstm, AttentionKind.General, 2, true) with
            {
                InputFeeding = true,
            },
            ["tanh, general, one direction"] = Of(CellKind.ElmanTanh, AttentionKind.General) with
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.ElmanTanh, Hidden = 6 },
            },
            ["relu, dot, feeding"] = Of(CellKind.ElmanRelu, AttentionKind.Dot) with { InputFeeding = true },
            ["gru, normalized"] = Of(CellKind.Gru, AttentionKind.General) with
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Hidden = 4,
                    LayerNorm = true,
                },
            },
        };

    /// <summary>A model in evaluation mode.</summary>
    public static Seq2Seq Create(Seq2SeqOptions options, int seed = 1)
    {
        manual_seed(seed);
        var model = new Seq2Seq(options);
        model.eval();
        return model;
    }

    private static Seq2SeqOptions Of(CellKind cell, AttentionKind attention, int layers = 1, bool residual = false) =>
        new()
        {
            Recurrent = new RecurrentOptions
            {
                Cell = cell,
                Hidden = 5,
                Layers = layers,
                Bidirectional = true,
                Residual = residual,
            },
            SourceVocabulary = 11,
            TargetVocabulary = 9,
            Embedding = 6,
            Attention = attention,
        };
}
