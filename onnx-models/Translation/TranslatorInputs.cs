using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Translation;

/// <summary>What a translator reads beside its texts, by the names of values in the graph; see <see cref="DecodingOptions"/>.</summary>
/// <param name="BeamSize">Int64 [1].</param>
/// <param name="LengthPenalty">Float [1].</param>
/// <param name="CoveragePenalty">Float [1]; null without attention.</param>
/// <param name="MaximumLength">Int64 [1].</param>
/// <param name="MaximumRatio">Float [1].</param>
internal sealed record TranslatorInputs(
    string BeamSize,
    string LengthPenalty,
    string? CoveragePenalty,
    string MaximumLength,
    string MaximumRatio
)
{
    /// <summary>Declares the inputs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">Their defaults, or that they have none.</param>
    /// <param name="hasAttention">Whether the model has attention.</param>
    public static TranslatorInputs Add(GraphBuilder graph, TranslatorOptions options, bool hasAttention)
    {
        var decoding = options.Decoding;
        return new(
            Input(NamedTensor.Of(TranslatorGraph.BeamSize, [decoding.BeamSize], 1)),
            Input(NamedTensor.Of(TranslatorGraph.LengthPenalty, [decoding.LengthPenalty], 1)),
            hasAttention ? Input(NamedTensor.Of(TranslatorGraph.CoveragePenalty, [decoding.CoveragePenalty], 1)) : null,
            Input(NamedTensor.Of(TranslatorGraph.MaximumLength, [decoding.MaximumLength], 1)),
            Input(NamedTensor.Of(TranslatorGraph.MaximumRatio, [decoding.MaximumRatio], 1))
        );

        string Input(NamedTensor value)
        {
            graph.AddInput(value.Name, value.ElementType, 1);
            return options.RequiredInputs ? value.Name : graph.AddInitializer(value);
        }
    }

    /// <summary>Tokens of each translation at the most: int64 [N] of the sources' tokens int64 [N]; 0 of a source without any.</summary>
    public string Limits(GraphBuilder graph, string counts)
    {
        var multiple = graph.Mul(graph.Cast(counts, ElementType.Float), MaximumRatio);
        var spare = graph.Add(graph.AddNode("Floor", [multiple])[0], graph.Scalar((float)DecodingOptions.SpareTokens));
        // In floats, since a large ratio leaves the range of integers.
        var limit = graph.Cast(graph.Min(spare, graph.Cast(MaximumLength, ElementType.Float)), ElementType.Int64);
        var zero = graph.Scalar(0L);
        return graph.Where(graph.Greater(counts, zero), graph.Max(limit, graph.Scalar(1L)), zero, "limits");
    }
}
