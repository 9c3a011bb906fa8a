using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// The graph that reads a source once, for <see cref="TranslationDecoderGraph"/>: <c>encoder_model.onnx</c>. Its inputs are
/// <c>input_ids</c> and <c>attention_mask</c>; sizes as in <see cref="Seq2SeqWeights"/>.
/// </summary>
public static class TranslationEncoderGraph
{
    /// <summary>The source's tokens, int64 [batch, source].</summary>
    public const string InputIds = "input_ids";

    /// <summary>1 for each token and 0 for padding behind, int64 [batch, source].</summary>
    public const string AttentionMask = "attention_mask";

    /// <summary>What the encoder gives at every step, float [batch, source, D*He].</summary>
    public const string HiddenStates = "encoder_hidden_states";

    /// <summary>What the decoder's states are held against, float [batch, source, K]; of additive and general attention only.</summary>
    public const string Keys = "encoder_keys";

    /// <summary>The decoder's first hidden states, float [batch, layers, H].</summary>
    public const string FirstHidden = "h_out";

    /// <summary>The decoder's first cell states, of an LSTM only, float [batch, layers, H].</summary>
    public const string FirstCell = "c_out";

    /// <summary>What the inputs and outputs mean, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } =
        new Dictionary<string, string>
        {
            [InputIds] = "The source's tokens, without one for begin or end; 0 behind the end.",
            [AttentionMask] = "1 for each token, 0 for padding behind the end.",
            [HiddenStates] = "What the encoder gives at every step; 0 behind the end.",
            [Keys] = "What the decoder's states are held against.",
            [FirstHidden] = "The decoder's hidden states before its first token.",
            [FirstCell] = "The decoder's cell states before its first token.",
        };

    /// <summary>Writes the graph.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="options">Versions of the format; by default opset 17 and IR 8.</param>
    /// <returns>The graph, to which metadata may be added.</returns>
    /// <exception cref="InvalidInputException">A version is out of its range.</exception>
    /// <exception cref="ArgumentException">A weight has another size than the others say.</exception>
    public static GraphBuilder Create(Seq2SeqWeights weights, GraphBuilderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Validate();
        var graph = new GraphBuilder("TranslationEncoder", options);
        var ids = graph.AddInput(InputIds, ElementType.Int64, "batch", "source");
        var mask = graph.AddInput(AttentionMask, ElementType.Int64, "batch", "source");
        var lengths = graph.Cast(graph.ReduceSum(mask, [1]), ElementType.Int32); // [N]
        var source = EncoderNodes.Add(graph, weights, ids, lengths);

        // Without attention nobody reads them; then they tell what the encoder does.
        graph.AddOutput(HiddenStates, source.Outputs, ElementType.Float, "batch", "source", weights.EncoderWidth);
        if (weights.HasKeys)
            graph.AddOutput(Keys, source.Keys!, ElementType.Float, "batch", "source", weights.KeySize);
        State(FirstHidden, source.First.Hidden);
        if (source.First.Cell is { } cell)
            State(FirstCell, cell);
        return graph;

        void State(string name, string value) =>
            graph.AddOutput(name, value, ElementType.Float, "batch", weights.Decoder.Count, weights.Hidden);
    }
}
