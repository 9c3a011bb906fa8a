using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Translation;

/// <summary>What the decoder reads of a source, by the names of values in the graph.</summary>
/// <param name="Outputs">What the encoder gives at every step, float [N, S, D*He]; zero behind a row's end.</param>
/// <param name="Keys">What the decoder's states are held against, float [N, S, K]; null without attention.</param>
/// <param name="First">The decoder's states before its first token, float [N, L, H].</param>
internal sealed record EncodedSource(string Outputs, string? Keys, RecurrentState First);

/// <summary>The encoder with the bridge to the decoder; see <see cref="Seq2SeqWeights"/> for the equations and sizes.</summary>
internal static class EncoderNodes
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The model.</param>
    /// <param name="ids">The source's tokens, int64 [N, S].</param>
    /// <param name="lengths">Tokens of each row, int32 [N]; less than 1 as 1.</param>
    public static EncodedSource Add(GraphBuilder graph, Seq2SeqWeights weights, string ids, string lengths)
    {
        var table = graph.AddInitializer(
            "source_embedding",
            weights.SourceEmbedding,
            weights.SourceVocabulary,
            weights.SourceFeatures
        );
        var stack = RecurrentStack.Add(
            graph,
            weights.Encoder,
            graph.Gather(table, ids, name: "source_embedded"), // [N, S, Es]
            "encoder",
            lengths,
            residual: weights.Residual
        );
        var outputs = stack.Sequence(); // [N, S, D*He]
        var final = stack.FinalState(); // [N, L*D, He]
        var hidden = graph.Tanh(Bridge(final.Hidden, "bridge_hidden", weights.BridgeHidden, weights.BridgeHiddenBias));
        var cell = weights.HasCellState
            ? Bridge(final.Cell!, "bridge_cell", weights.BridgeCell!, weights.BridgeCellBias!)
            : null;
        return new(outputs, Keys(graph, weights, outputs), new(ByLayer(hidden), cell is null ? null : ByLayer(cell)));

        string Bridge(string states, string name, float[] matrix, float[] bias)
        {
            long size = bias.Length;
            var flat = graph.Reshape(states, [0, -1]); // [N, L*D*He]
            var weight = graph.AddInitializer(name, matrix, size, matrix.Length / size);
            var shift = graph.AddInitializer(name + "_bias", bias, size);
            return graph.Gemm(flat, weight, shift, transposeB: true); // [N, L*H]
        }

        string ByLayer(string states) => graph.Reshape(states, [0, weights.Decoder.Count, weights.Hidden]); // [N, L, H]
    }

    private static string? Keys(GraphBuilder graph, Seq2SeqWeights weights, string outputs)
    {
        if (!weights.HasAttention)
            return null;
        if (!weights.HasKeys)
            return outputs;
        var matrix = Transposed.Of(weights.Key, weights.KeySize, weights.EncoderWidth);
        var key = graph.AddInitializer("attention_key", matrix, weights.EncoderWidth, weights.KeySize);
        return graph.MatMul(outputs, key, "keys"); // [N, S, K]
    }
}
