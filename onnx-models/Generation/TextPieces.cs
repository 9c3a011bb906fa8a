using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// How generated tokens become text: characters one behind the other, words with a blank between two; the end of a text,
/// <c>&lt;eos&gt;</c>, is a line break, without a blank beside it. Immutable.
/// </summary>
/// <param name="featurizer">What made tokens of texts.</param>
public sealed class TextPieces(TextFeaturizer featurizer)
{
    private const string LineBreak = "\n";

    private bool HasBlanks { get; } = featurizer.Options.Tokenizer != TokenizerKind.Characters;

    private string[] Tokens { get; } =
    [.. featurizer.Vocabulary.Tokens.Select((token, id) => id == Vocabulary.End ? LineBreak : token)];

    /// <summary>
    /// The id that an empty prompt is read as, and one whose only token is unknown: that of a line break, which is
    /// <c>&lt;eos&gt;</c> between words; of characters without a line break <see cref="Vocabulary.Unknown"/>.
    /// </summary>
    public int Start { get; } =
        featurizer.Options.Tokenizer == TokenizerKind.Characters ? featurizer.Vocabulary.Id(LineBreak) : Vocabulary.End;

    /// <summary>The text of a token.</summary>
    /// <param name="id">The token.</param>
    /// <param name="previous">The generated token in front of it; null for the first, or <see cref="Vocabulary.End"/>.</param>
    public string Of(int id, int? previous) => HasBlank(id, previous) ? " " + Tokens[id] : Tokens[id];

    /// <summary>The tokens of a prompt, one at the least.</summary>
    public long[] Prompt(string prompt)
    {
        var ids = featurizer.Ids(prompt);
        return ids is [Vocabulary.Unknown] ? [Start] : ids;
    }

    private bool HasBlank(int id, int? previous) =>
        HasBlanks && id != Vocabulary.End && previous is not (null or Vocabulary.End);

    /// <summary>Adds the rule of <see cref="Start"/>: ids int64 [N, T] of ids and lengths int64 [N].</summary>
    internal string Begin(GraphBuilder graph, string ids, string lengths)
    {
        if (Start == Vocabulary.Unknown)
            return ids;
        var one = graph.Equal(graph.Unsqueeze(lengths, [1]), graph.Scalar(1L)); // [N, 1]
        var unknown = graph.Equal(graph.Slice(ids, axis: 1, start: 0, end: 1), graph.Scalar((long)Vocabulary.Unknown)); // [N, 1]
        return graph.Where(graph.And(one, unknown), graph.Scalar((long)Start), ids, "prompt_ids"); // [N, T]
    }

    /// <summary>Adds the texts of tokens: string [N, L] of ids int64 [N, L].</summary>
    internal string Add(GraphBuilder graph, string ids)
    {
        // A second table, with blanks, lies behind the first.
        string[] all = HasBlanks ? [.. Tokens, .. Tokens.Select(token => " " + token)] : Tokens;
        var table = graph.AddInitializer(NamedTensor.Of("token_texts", all, all.Length));
        if (!HasBlanks)
            return graph.Gather(table, ids, name: "pieces");
        var end = graph.Scalar((long)Vocabulary.End);
        var rows = graph.Slice(graph.Shape(ids), axis: 0, start: 0, end: 1); // [1]
        var column = graph.Expand(end, graph.Concat(0, [rows, graph.Constant(1)])); // [N, 1]
        var previous = graph.Slice(graph.Concat(1, [column, ids]), axis: 1, start: 0, end: -1); // [N, L]
        var blank = graph.Not(graph.Or(graph.Equal(ids, end), graph.Equal(previous, end))); // [N, L]
        var shifted = graph.Add(ids, graph.Scalar((long)Tokens.Length));
        return graph.Gather(table, graph.Where(blank, shifted, ids), name: "pieces"); // [N, L]
    }
}
