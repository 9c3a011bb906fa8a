using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// What greedy and beam search share: the model, the sources and what stays the same at every step, by the names of values in the
/// graph around them. N batch, S source steps.
/// </summary>
internal sealed record SearchSetting(Seq2SeqWeights Weights, DecoderStep Step, TranslatorInputs Inputs)
{
    /// <summary>The decoder's first states, of N rows.</summary>
    public required DecoderState First { get; init; }

    /// <summary>N, int64 [1].</summary>
    public required string Rows { get; init; }

    /// <summary>Whether a source step holds a token, bool [N, S].</summary>
    public required string Real { get; init; }

    /// <summary>Tokens of each translation at the most, int64 [N, 1].</summary>
    public required string Limits { get; init; }

    /// <summary>Steps until every row has reached its limit, int64 scalar, 1 or more.</summary>
    public required string Steps { get; init; }

    /// <summary>Translations of each source.</summary>
    public required int Best { get; init; }

    /// <summary>Runs of so many tokens come once; 0: any may.</summary>
    public required int Ngram { get; init; }

    /// <summary>Whether the found translations come with their attention.</summary>
    public required bool GivesAttention { get; init; }

    /// <summary>Shapes [N, K, H] of the decoder's states with K lanes, int64 [1].</summary>
    public string LaneShape(GraphBuilder graph, string lanes) =>
        graph.Concat(0, [Rows, lanes, graph.Constant(Weights.Hidden)]);
}

/// <summary>The translations that a search found, by the names of values in the graph. T steps.</summary>
/// <param name="Tokens">Int64 [N, best, T], without the end; <see cref="Vocabulary.Padding"/> behind.</param>
/// <param name="Scores">Float [N, best], the largest first; minus infinity of one that there is not.</param>
/// <param name="Attention">Float [N, best, T, S], 0 behind the end; null where it is not asked for.</param>
internal sealed record FoundTranslations(string Tokens, string Scores, string? Attention);
