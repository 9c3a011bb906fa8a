using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Text;

/// <summary>The tokens of texts, by the names of values in a graph.</summary>
/// <param name="Texts">What they are, string [N, W], "" behind a row's end.</param>
/// <param name="Ids">Their ids, int64 [N, W], of a text without tokens <see cref="Vocabulary.Unknown"/>.</param>
/// <param name="Counts">Tokens of each text, int64 [N], 0 where it has none.</param>
/// <param name="Lengths">Steps of each row from 1 to W, int64 [N].</param>
internal sealed record TextTokens(string Texts, string Ids, string Counts, string Lengths);

/// <summary>What a <see cref="TextFeaturizer"/> does, as nodes of a graph.</summary>
public static class TextNodes
{
    /// <summary>The first version of the standard operators that can join texts.</summary>
    public const int LowestOpset = 20;

    /// <summary>From texts to ids: those of <see cref="TextFeaturizer.Ids"/>, to the last one.</summary>
    /// <param name="graph">The graph, of opset 20 or later.</param>
    /// <param name="text">The texts, string [N, 1].</param>
    /// <param name="featurizer">What is done with them.</param>
    /// <returns>Ids int64 [N, T], <see cref="Vocabulary.Padding"/> behind a row's end, and steps of each row from 1 to T, int64 [N].</returns>
    /// <exception cref="InvalidInputException">The featurizer does what no graph can do exactly, or the opset is too low.</exception>
    public static (string Ids, string Lengths) Add(GraphBuilder graph, string text, TextFeaturizer featurizer)
    {
        var (ids, _, rows) = AddRows(graph, text, featurizer);
        return (ids, rows.Lengths);
    }

    /// <summary>From texts to tokens and their ids.</summary>
    /// <param name="graph">The graph, of opset 20 or later.</param>
    /// <param name="text">The texts, string [N, 1].</param>
    /// <param name="featurizer">What is done with them.</param>
    /// <exception cref="InvalidInputException">See <see cref="Add"/>.</exception>
    internal static TextTokens AddTokens(GraphBuilder graph, string text, TextFeaturizer featurizer)
    {
        var (ids, tokens, rows) = AddRows(graph, text, featurizer);
        if (featurizer.Options is { Tokenizer: TokenizerKind.Characters, LowerCase: true })
            tokens = StringNodes.LowerCharacters(graph, tokens);
        var empty = graph.AddShared(NamedTensor.Of("empty_text", (string[])[""]));
        var count = graph.Slice(graph.Shape(tokens), axis: 0, start: 0, end: 1); // [1]
        var column = graph.Expand(empty, graph.Concat(0, [count, graph.Constant(1)])); // [N, 1]
        var ended = graph.Concat(1, [tokens, column]); // [N, T + 1]
        var texts = graph.Where(rows.Real, graph.Gather(ended, rows.Steps, axis: 1), empty, "tokens_of_texts"); // [N, W]
        return new(texts, ids, graph.Squeeze(rows.Ends, [1], "token_counts"), rows.Lengths);
    }

    /// <summary>Refuses what a graph can not do exactly.</summary>
    /// <exception cref="InvalidInputException">See <see cref="Add"/>.</exception>
    public static void RequireExact(int opset, TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Compose)
            throw Errors.InvalidInput(
                $"Option compose: expected no for a model that reads text, since no ONNX operator composes characters (normalization form C), found yes."
            );
        if (opset < LowestOpset)
            throw Errors.InvalidInput(
                $"Option opset: expected {LowestOpset} or more for a model that reads text, found {opset}."
            );
    }

    private static (string Ids, string Tokens, TextRows Rows) AddRows(
        GraphBuilder graph,
        string text,
        TextFeaturizer featurizer
    )
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(featurizer);
        RequireExact(graph.Options.Opset, featurizer.Options);
        var options = featurizer.Options;
        var tokens = Tokens(graph, text, options); // [N, T]
        if (options.MaximumTokens > 0)
            tokens = graph.Slice(tokens, axis: 1, start: 0, end: options.MaximumTokens);
        var numbers = Numbers(featurizer.Vocabulary, options);
        var ids = StringNodes.Encode(graph, tokens, numbers, Vocabulary.Unknown, "vocabulary"); // [N, T]
        var (kept, rows) = EndRows(graph, ids);
        return (kept, tokens, rows);
    }

    private static string Tokens(GraphBuilder graph, string text, TextOptions options)
    {
        var rows = graph.Squeeze(text, [1]); // [N]
        if (options.Tokenizer == TokenizerKind.Characters)
            return StringNodes.Characters(graph, rows); // [N, T]
        if (options.LowerCase)
            rows = graph.Squeeze(StringNodes.Lower(graph, rows), [1]); // [N]
        var words = StringNodes.Pieces(graph, rows, TokenExpression.Of(options.Tokenizer)); // [N, T]
        return options.BytePairs is { } pairs ? BytePairNodes.Add(graph, words, pairs) : words; // [N, T]
    }

    // The special tokens are none that a text could hold. What ends a text counts as padding.
    private static Dictionary<string, long> Numbers(Vocabulary vocabulary, TextOptions options)
    {
        var numbers = new Dictionary<string, long>(vocabulary.Count, StringComparer.Ordinal);
        for (var id = Vocabulary.Special.Count; id < vocabulary.Count; id++)
            numbers[vocabulary.Tokens[id]] = id;
        if (options is { Tokenizer: TokenizerKind.Characters, LowerCase: true })
            // Single characters need no lower case of their own: each is known by the number of its lower one.
            foreach (var rune in LowerCase.Cased)
                numbers[rune.ToString()] = vocabulary.Id(LowerCase.Of(rune).ToString());
        numbers[""] = Vocabulary.Padding;
        numbers["\0"] = Vocabulary.Padding;
        return numbers;
    }

    // A row ends before its first 0, wherever more follows; one that ends before it began is one unknown token.
    private static (string Ids, TextRows Rows) EndRows(GraphBuilder graph, string ids)
    {
        var zero = graph.Scalar(0L);
        // One more column: then every row has a 0, and there is a column even where no row has a token.
        var ended = graph.AddNode("Pad", [ids, graph.Constant(0, 0, 0, 1), zero], name: "ended_ids")[0]; // [N, T + 1]
        NodeAttribute[] first = [NodeAttribute.Of("axis", 1), NodeAttribute.Of("keepdims", 1)];
        var ends = graph.AddNode("ArgMin", [ended], 1, first, name: "row_ends")[0]; // [N, 1]
        var lengths = graph.Max(ends, graph.Scalar(1L)); // [N, 1]
        var width = graph.ReduceMax(lengths, [0, 1]); // scalar
        var steps = graph.Range(zero, width, graph.Scalar(1L)); // [W]
        var real = graph.Less(steps, ends); // [N, W]
        var kept = graph.Gather(ended, steps, axis: 1); // [N, W]
        var rest = graph.Where(
            graph.Equal(steps, zero),
            graph.Scalar((long)Vocabulary.Unknown),
            graph.Scalar((long)Vocabulary.Padding)
        ); // [W]
        var kinds = graph.Where(real, kept, rest, "ids"); // [N, W]
        return (kinds, new(ends, steps, real, graph.Squeeze(lengths, [1], "text_lengths")));
    }

    /// <summary>Where rows end.</summary>
    /// <param name="Ends">Tokens of each row, int64 [N, 1].</param>
    /// <param name="Steps">The places of tokens, int64 [W].</param>
    /// <param name="Real">Whether a place holds a token, bool [N, W].</param>
    /// <param name="Lengths">As <paramref name="Ends"/>, but 1 at the least, int64 [N].</param>
    private sealed record TextRows(string Ends, string Steps, string Real, string Lengths);
}
