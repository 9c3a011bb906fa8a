using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// The graph of one step of a translation: <c>decoder_model.onnx</c>. It reads what <see cref="TranslationEncoderGraph"/> made of
/// the sources, one token of each lane (hypothesis), and what the step before gave out; lanes share the tensors of their source.
/// Sizes as in <see cref="Seq2SeqWeights"/>; rows are batch * lanes, the lanes of a source one behind the other.
/// </summary>
public static class TranslationDecoderGraph
{
    /// <summary>The token of each lane, int64 [batch, lanes].</summary>
    public const string InputIds = "input_ids";

    /// <summary>As the encoder gave them, float [batch, source, D*He]; with attention only.</summary>
    public const string HiddenStates = TranslationEncoderGraph.HiddenStates;

    /// <summary>As the encoder gave them, float [batch, source, K]; of additive and general attention only.</summary>
    public const string Keys = TranslationEncoderGraph.Keys;

    /// <summary>The encoder's attention_mask, int64 [batch, source]; with attention only.</summary>
    public const string AttentionMask = "encoder_attention_mask";

    /// <summary>Hidden states before the token, float [rows, layers, H].</summary>
    public const string HiddenBefore = "h_in";

    /// <summary>Cell states before the token, of an LSTM only, float [rows, layers, H].</summary>
    public const string CellBefore = "c_in";

    /// <summary>The attentional vectors before the token, with input feeding only, float [rows, A]; zeros before the first.</summary>
    public const string FeedBefore = "feed_in";

    /// <summary>The logits of what may follow, float [batch, lanes, V]; special tokens among them.</summary>
    public const string Logits = "logits";

    /// <summary>The share of each source step, float [batch, lanes, source]: a row's sum is 1, 0 on padding; with attention only.</summary>
    public const string Attention = "attention";

    /// <summary>Hidden states after the token, float [rows, layers, H].</summary>
    public const string HiddenAfter = "h_out";

    /// <summary>Cell states after the token, of an LSTM only, float [rows, layers, H].</summary>
    public const string CellAfter = "c_out";

    /// <summary>The attentional vectors after the token, with input feeding only, float [rows, A].</summary>
    public const string FeedAfter = "feed_out";

    /// <summary>What the inputs and outputs mean, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } =
        new Dictionary<string, string>
        {
            [InputIds] = "The token of each lane; <bos>, 2, at first.",
            [HiddenStates] = "What the encoder gave, once a source.",
            [Keys] = "What the encoder gave, once a source.",
            [AttentionMask] = "1 for each token of the source, 0 for padding behind its end.",
            [HiddenBefore] = "Hidden states before the token, the lanes of a source one behind the other.",
            [CellBefore] = "Cell states before the token.",
            [FeedBefore] = "Attentional vectors before the token; zeros before the first.",
            [Logits] = "The logits of what may follow.",
            [Attention] = "The share of each source token; 0 on padding.",
            [HiddenAfter] = "Hidden states after the token.",
            [CellAfter] = "Cell states after the token.",
            [FeedAfter] = "Attentional vectors after the token.",
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
        var graph = new GraphBuilder("TranslationDecoder", options);
        var ids = graph.AddInput(InputIds, ElementType.Int64, "batch", "lanes");
        var looks = weights.HasAttention ? AddAttention(graph, weights) : null;
        var step = new DecoderStep(graph, weights, new AttentionalNodes(graph, weights, looks));
        var before = AddStates(graph, weights);
        var lanes = graph.Shape(ids); // [2]

        var answer = step.Add(
            graph,
            graph.Reshape(ids, [1, -1]), // [1, B]
            before,
            graph.Concat(0, [lanes, graph.Constant(weights.Hidden)]) // [3]
        );

        var tokens = weights.TargetVocabulary;
        var logits = graph.Reshape(answer.Logits, graph.Concat(0, [lanes, graph.Constant(tokens)])); // [N, K, V]
        graph.AddOutput(Logits, logits, ElementType.Float, "batch", "lanes", tokens);
        if (answer.Attention is { } attention)
            graph.AddOutput(Attention, attention, ElementType.Float, "batch", "lanes", "source");
        Output(HiddenAfter, state => state.Hidden);
        if (weights.HasCellState)
            Output(CellAfter, state => state.Cell!);
        if (answer.After.Feed is { } feed)
            graph.AddOutput(FeedAfter, feed, ElementType.Float, "rows", weights.AttentionalSize);
        return graph;

        void Output(string name, Func<RecurrentState, string> part)
        {
            string[] layers = [.. answer.After.States.Select(part)];
            var all = layers.Length == 1 ? layers[0] : graph.Concat(0, layers); // [L, B, H]
            var byRow = graph.Transpose(all, [1, 0, 2]); // [B, L, H]
            graph.AddOutput(name, byRow, ElementType.Float, "rows", layers.Length, weights.Hidden);
        }
    }

    private static AttentionNodes AddAttention(GraphBuilder graph, Seq2SeqWeights weights)
    {
        var outputs = graph.AddInput(HiddenStates, ElementType.Float, "batch", "source", weights.EncoderWidth);
        var keys = weights.HasKeys
            ? graph.AddInput(Keys, ElementType.Float, "batch", "source", weights.KeySize)
            : outputs;
        var mask = graph.AddInput(AttentionMask, ElementType.Int64, "batch", "source");
        return new(graph, weights, outputs, keys, graph.Greater(mask, graph.Scalar(0L)));
    }

    private static DecoderState AddStates(GraphBuilder graph, Seq2SeqWeights weights)
    {
        var hidden = Input(HiddenBefore);
        var cell = weights.HasCellState ? Input(CellBefore) : null;
        var feed = weights.InputFeeding
            ? graph.AddInput(FeedBefore, ElementType.Float, "rows", weights.AttentionalSize)
            : null;
        var states = DecoderState.ByLayer(graph, weights, new RecurrentState(hidden, cell));
        return new(states, feed);

        string Input(string name) =>
            graph.AddInput(name, ElementType.Float, "rows", weights.Decoder.Count, weights.Hidden);
    }
}
