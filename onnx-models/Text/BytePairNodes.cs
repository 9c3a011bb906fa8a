using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Text;

/// <summary>What <see cref="BytePairs.Pieces"/> does, as nodes of a graph; each word is cut once, however often it comes.</summary>
internal static class BytePairNodes
{
    /// <summary>Cuts words into pieces.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="words">Words, string [N, T], "" where there is none; T may be 0.</param>
    /// <param name="pairs">How they are cut.</param>
    /// <returns>String [N, P], the pieces of each row's words one behind the other, "" behind them.</returns>
    public static string Add(GraphBuilder graph, string words, BytePairs pairs)
    {
        // One more column: then there is a word, though an empty one.
        var ended = graph.Concat(1, [words, Empty(graph, words, 1)]); // [N, T + 1]
        var unique = graph.AddNode("Unique", [graph.Reshape(ended, [-1])], 4, name: "words"); // [M], ..., [N * (T + 1)]
        var isCut = IsCut(graph, unique[0], pairs); // [M]
        var cut = graph.AddNode("Compress", [unique[0], isCut], 1, [NodeAttribute.Of("axis", 0)])[0]; // [K]
        // One more word: it has no piece, and stands for what follows the one piece of a word that is not cut.
        var all = graph.Concat(0, [cut, graph.Unsqueeze(EmptyText(graph), [0])]); // [K + 1]
        var (symbols, texts) = Cut(graph, all, pairs); // [K + 1, X] both
        var places = Places(graph, isCut, symbols); // [M, X]

        // The pieces of the words that are cut, then those that are not: one behind the other, since a runtime gathers rows of texts wrongly.
        var pieces = graph.Concat(0, [graph.Reshape(texts, [-1]), unique[0]]); // [(K + 1) * X + M]
        var isWord = graph.Cast(graph.Not(graph.Equal(unique[0], EmptyText(graph))), ElementType.Int64); // [M]
        var flat = graph.Reshape(symbols, [-1]); // [(K + 1) * X]
        var rows = Rows(graph, words); // [1]
        var own = graph.Reshape(graph.Gather(places, unique[2]), graph.Concat(0, [rows, graph.Constant(-1)])); // [N, W]
        var real = graph.Greater(graph.Gather(graph.Concat(0, [flat, isWord]), own), graph.Scalar(0L)); // [N, W]
        var none = graph.Sub(graph.Shape(flat), graph.Constant(1)); // [1]
        return graph.Gather(pieces, Compact(graph, own, real, none, rows), name: "pieces_of_texts"); // [N, P]
    }

    // Where the pieces of each word are found.
    private static string Places(GraphBuilder graph, string isCut, string symbols)
    {
        var width = graph.Squeeze(Width(graph, symbols), [0]); // scalar
        var steps = Steps(graph, width); // [X]
        var number = graph.AddNode("CumSum", [graph.Cast(isCut, ElementType.Int64), graph.Scalar(0L)])[0]; // [M]
        var last = graph.Sub(graph.Squeeze(Rows(graph, symbols), [0]), graph.Scalar(1L)); // scalar
        var row = graph.Where(isCut, graph.Sub(number, graph.Scalar(1L)), last); // [M]
        var places = graph.Add(graph.Unsqueeze(graph.Mul(row, width), [1]), steps); // [M, X]
        var size = graph.Mul(graph.Add(last, graph.Scalar(1L)), width); // scalar
        var words = graph.Squeeze(graph.Shape(isCut), [0]); // scalar
        var whole = graph.Range(size, graph.Add(size, words), graph.Scalar(1L)); // [M]
        var isWhole = graph.And(graph.Unsqueeze(graph.Not(isCut), [1]), graph.Equal(steps, graph.Scalar(0L))); // [M, X]
        return graph.Where(isWhole, graph.Unsqueeze(whole, [1]), places); // [M, X]
    }

    // The places that are real moved to the front of their rows, and behind them that of nothing: int64 [N, P].
    private static string Compact(GraphBuilder graph, string places, string real, string none, string rows)
    {
        var before = graph.AddNode("CumSum", [graph.Cast(real, ElementType.Int64), graph.Scalar(1L)])[0]; // [N, W]
        var most = graph.ReduceMax(before, [0, 1]); // scalar
        var column = graph.Where(real, graph.Sub(before, graph.Scalar(1L)), most); // [N, W]
        var kept = graph.Where(real, places, none); // [N, W]
        var width = graph.Unsqueeze(graph.Add(most, graph.Scalar(1L)), [0]); // [1]
        var empty = graph.Expand(none, graph.Concat(0, [rows, width])); // [N, P]
        NodeAttribute[] axis = [NodeAttribute.Of("axis", 1)];
        return graph.AddNode("ScatterElements", [empty, column, kept], 1, axis, name: "piece_places")[0]; // [N, P]
    }

    // Not those that stay whole, which are most words, nor what is too long.
    private static string IsCut(GraphBuilder graph, string words, BytePairs pairs)
    {
        KeyValuePair<string, long>[] whole =
        [
            new("", 1),
            .. pairs.Symbols.Where(symbol => pairs.Pieces(symbol) is [_]).Select(word => KeyValuePair.Create(word, 1L)),
        ];
        var isWhole = graph.Greater(StringNodes.Encode(graph, words, whole, 0, "whole_words"), graph.Scalar(0L)); // [M]
        NodeAttribute[] pattern = [NodeAttribute.Of("pattern", $"(?s:.{{0,{BytePairs.LongestWord}}})")];
        return graph.And(graph.AddNode("RegexFullMatch", [words], 1, pattern)[0], graph.Not(isWhole), "is_cut");
    }

    // The pieces of words [K]: their numbers, 0 where there is none, and what they are, both [K, X].
    private static (string Symbols, string Texts) Cut(GraphBuilder graph, string words, BytePairs pairs)
    {
        var empty = EmptyText(graph);
        var characters = StringNodes.Characters(graph, words); // [K, L]
        // Two more columns: then each character has one behind it, and there is one.
        var ended = graph.Concat(1, [characters, Empty(graph, characters, 2)]); // [K, L + 2]
        var own = graph.Slice(ended, axis: 1, start: 0, end: -1); // [K, X]
        var isLast = graph.Equal(graph.Slice(ended, axis: 1, start: 1, end: long.MaxValue), empty); // [K, X]
        var suffix = graph.AddShared(NamedTensor.Of("piece_suffix", (string[])[BytePairs.Suffix]));
        var suffixes = graph.Where(isLast, empty, suffix); // [K, X]
        var begun = graph.AddNode("StringConcat", [own, suffixes], name: "characters_of_words")[0]; // [K, X]

        // "" is no piece: 0. The others have their numbers from 1 on.
        KeyValuePair<string, long>[] numbers =
        [
            new("", 0),
            .. pairs.Symbols.Select((symbol, i) => KeyValuePair.Create(symbol, i + 1L)),
        ];
        var known = StringNodes.Encode(graph, begun, numbers, -1, "symbols"); // [K, X]
        // What no merge names is numbered by where it stands, behind all others: its text is found there.
        var steps = Steps(graph, graph.Squeeze(Width(graph, own), [0])); // [X]
        var unknown = graph.Add(steps, graph.Scalar((long)numbers.Length)); // [X]
        var symbols = graph.Where(graph.Less(known, graph.Scalar(0L)), unknown, known); // [K, X]
        var merged = Merge(graph, symbols, steps, pairs); // [K, X]
        return (merged, Texts(graph, merged, begun, pairs));
    }

    private static string Texts(GraphBuilder graph, string symbols, string begun, BytePairs pairs)
    {
        var count = pairs.Symbols.Count + 1L;
        var names = graph.AddShared(NamedTensor.Of("pieces", ["", .. pairs.Symbols], count));
        var isKnown = graph.Less(symbols, graph.Scalar(count)); // [K, X]
        var place = graph.Max(graph.Sub(symbols, graph.Scalar(count)), graph.Scalar(0L)); // [K, X]
        var found = graph.AddNode("GatherElements", [begun, place], 1, [NodeAttribute.Of("axis", 1)])[0]; // [K, X]
        var named = graph.Gather(names, graph.Min(symbols, graph.Scalar(count - 1))); // [K, X]
        return graph.Where(isKnown, named, found); // [K, X]
    }

    // In each turn every word merges its leftmost pair of those that were learned first, until there is none. The first turn only finds
    // the pairs, so that their table stands in the body alone.
    private static string Merge(GraphBuilder graph, string symbols, string steps, BytePairs pairs)
    {
        var zero = graph.Scalar(0L);
        var nothing = graph.Mul(symbols, zero); // [K, X]
        var end = graph.Slice(nothing, axis: 1, start: 0, end: 1); // [K, 1]
        long[] made = [0, .. pairs.Results.Select(result => result + 1L).Reverse()];
        var results = graph.AddShared(NamedTensor.Of("merge_results", made, made.Length));

        var body = graph.CreateBody("merge");
        body.AddInput("turn", ElementType.Int64);
        body.AddInput("more", ElementType.Bool);
        var own = body.AddInput("pieces_before", ElementType.Int64, "words", "places");
        var next = body.AddInput("next_before", ElementType.Int64, "words", "places");
        var orders = body.AddInput("orders_before", ElementType.Int64, "words", "places");
        var best = body.ReduceMax(orders, [1], keepDims: true); // [K, 1]
        NodeAttribute[] first = [NodeAttribute.Of("axis", 1), NodeAttribute.Of("keepdims", 1)];
        var found = body.AddNode("ArgMax", [orders], 1, first)[0]; // [K, 1]
        var place = body.Where(body.Greater(best, zero), found, body.Scalar(long.MaxValue)); // [K, 1]
        // Everything behind the merged pair moves one place to the left.
        var moved = body.Where(body.Equal(steps, place), body.Gather(results, best), next); // [K, X]
        var after = body.Where(body.Less(steps, place), own, moved); // [K, X]
        var behind = body.Concat(1, [body.Slice(after, axis: 1, start: 1, end: long.MaxValue), end]); // [K, X]
        var ordersAfter = Orders(body, after, behind, pairs); // [K, X]
        body.AddOutput("again", body.Greater(body.ReduceMax(ordersAfter, [0, 1]), zero), ElementType.Bool);
        body.AddOutput("pieces_after", after, ElementType.Int64, "words", "places");
        body.AddOutput("next_after", behind, ElementType.Int64, "words", "places");
        body.AddOutput("orders_after", ordersAfter, ElementType.Int64, "words", "places");
        NodeAttribute[] attributes = [NodeAttribute.Of("body", body)];
        return graph.AddNode("Loop", ["", "", symbols, symbols, nothing], 3, attributes, name: "merge")[0];
    }

    // Which neighbors merge first: the larger, the sooner, 0 where they do not.
    private static string Orders(GraphBuilder graph, string symbols, string behind, BytePairs pairs)
    {
        // Symbols, numbers of places behind them, and 0.
        long numbers = pairs.Symbols.Count + BytePairs.LongestWord + 2;
        // A node without keys would be none.
        (long Key, long Order)[] merges =
        [
            (0, 0),
            .. pairs.Ranks.Select(merge =>
                (((merge.Key.Left + 1) * numbers) + merge.Key.Right + 1, (long)pairs.Merges.Count - merge.Value)
            ),
        ];
        var pair = graph.Add(graph.Mul(symbols, graph.Scalar(numbers)), behind); // [K, X]
        return StringNodes.Encode(graph, pair, [.. merges.OrderBy(merge => merge.Key)], "merges");
    }

    private static string Steps(GraphBuilder graph, string width) =>
        graph.Range(graph.Scalar(0L), width, graph.Scalar(1L)); // [X]

    private static string Rows(GraphBuilder graph, string x) => graph.Slice(graph.Shape(x), axis: 0, start: 0, end: 1); // [1]

    private static string Width(GraphBuilder graph, string x) => graph.Slice(graph.Shape(x), axis: 0, start: 1, end: 2); // [1]

    // So many columns beside texts [N, ...].
    private static string Empty(GraphBuilder graph, string texts, long columns) =>
        graph.Expand(EmptyText(graph), graph.Concat(0, [Rows(graph, texts), graph.Constant(columns)])); // [N, columns]

    private static string EmptyText(GraphBuilder graph) =>
        graph.AddShared(NamedTensor.Of("empty_text", (string[])[""])); // scalar
}
