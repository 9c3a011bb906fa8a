using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Text;

/// <summary>Work on texts within a graph, of opset 20 or later: to the character what C# does, whatever the locale of the runtime.</summary>
public static class StringNodes
{
    private const string LabelDomain = "ai.onnx.ml";
    private const string RuntimeDomain = "com.microsoft";

    /// <summary>The characters of texts: Unicode scalar values.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="texts">Texts, string [N], of which there is at least one.</param>
    /// <returns>String [N, L], "" behind a text's end; L is 0 where all are empty.</returns>
    public static string Characters(GraphBuilder graph, string texts) =>
        Tokenize(graph, texts, NodeAttribute.Of("separators", (ReadOnlySpan<string>)[""]), "characters");

    /// <summary>The lower case of characters, one for one.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="characters">Characters, string of any shape; "" and longer texts stay as they are.</param>
    public static string LowerCharacters(GraphBuilder graph, string characters)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var cased = LowerCase.Cased;
        // The first stands for what has no other lower case.
        string[] lower = ["", .. cased.Select(rune => LowerCase.Of(rune).ToString())];
        var table = graph.AddShared(NamedTensor.Of("lower_case", lower, lower.Length));
        var place = Encode(
            graph,
            characters,
            [.. cased.Select((rune, i) => KeyValuePair.Create(rune.ToString(), i + 1L))],
            0,
            "upper_case"
        );
        return graph.Where(
            graph.Greater(place, graph.Scalar(0L)),
            graph.Gather(table, place),
            characters,
            "lower_characters"
        );
    }

    /// <summary>Texts in lower case, for each character one.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="texts">Texts, string [N], of which there is at least one.</param>
    /// <returns>String [N, 1].</returns>
    public static string Lower(GraphBuilder graph, string texts) =>
        // Only what has another lower case stands alone: most texts are few pieces.
        Join(graph, LowerCharacters(graph, Pieces(graph, texts, TokenExpression.Cased)));

    /// <summary>Puts the parts of each row together, one behind the other: pairs of them in each turn of a loop, so that L parts take log2 L turns.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parts">Texts, string [N, L]; L may be 0.</param>
    /// <returns>String [N, 1].</returns>
    public static string Join(GraphBuilder graph, string parts)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var empty = graph.AddShared(NamedTensor.Of("empty_text", (string[])[""]));
        var rows = graph.Slice(graph.Shape(parts), axis: 0, start: 0, end: 1); // [1]
        var column = graph.Expand(empty, graph.Concat(0, [rows, graph.Constant(1)])); // [N, 1]
        var first = graph.Concat(1, [parts, column]); // [N, L + 1]

        var body = graph.CreateBody("join");
        body.AddInput("turn", ElementType.Int64);
        body.AddInput("more", ElementType.Bool);
        var all = body.AddInput("parts", ElementType.String, "rows", "parts");
        var left = body.Slice(all, axis: 1, start: 0, end: long.MaxValue, step: 2); // [N, (W + 1) / 2]
        var right = body.Slice(all, axis: 1, start: 1, end: long.MaxValue, step: 2); // [N, W / 2]
        // Where W is odd, the last has no other: a remainder of N by the largest number is N.
        var missing = body.Expand(empty, body.Mod(body.Shape(all), body.Constant(long.MaxValue, 2))); // [N, W mod 2]
        var joined = body.AddNode("StringConcat", [left, body.Concat(1, [right, missing])], name: "joined")[0];
        body.AddOutput("again", AreSeveral(body, joined), ElementType.Bool);
        body.AddOutput("joined_parts", joined, ElementType.String, "rows", "halves");
        NodeAttribute[] attributes = [NodeAttribute.Of("body", body)];
        return graph.AddNode("Loop", ["", AreSeveral(graph, first), first], 1, attributes, name: "join")[0];
    }

    /// <summary>The pieces of texts that an expression finds.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="texts">Texts, string [N], of which there is at least one.</param>
    /// <param name="expression">In the language of RE2; the leftmost pieces, and of those the longest.</param>
    /// <returns>String [N, T], "" behind a row's end; T is 0 where there are none.</returns>
    internal static string Pieces(GraphBuilder graph, string texts, string expression) =>
        Tokenize(graph, texts, NodeAttribute.Of("tokenexp", expression), "tokens");

    /// <summary>Looks texts up.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="texts">Texts of any shape.</param>
    /// <param name="numbers">The number of each text known.</param>
    /// <param name="otherwise">The number of every other text.</param>
    /// <param name="name">What the node is called.</param>
    internal static string Encode(
        GraphBuilder graph,
        string texts,
        IReadOnlyCollection<KeyValuePair<string, long>> numbers,
        long otherwise,
        string name
    )
    {
        graph.UseDomain(LabelDomain, 2);
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("keys_strings", (ReadOnlySpan<string>)[.. numbers.Select(pair => pair.Key)]),
            NodeAttribute.Of("values_int64s", (ReadOnlySpan<long>)[.. numbers.Select(pair => pair.Value)]),
            NodeAttribute.Of("default_int64", otherwise),
        ];
        return graph.AddNode("LabelEncoder", [texts], 1, attributes, LabelDomain, name)[0];
    }

    /// <summary>Looks whole numbers up; the number of every other one is 0.</summary>
    internal static string Encode(
        GraphBuilder graph,
        string keys,
        IReadOnlyCollection<(long Key, long Value)> numbers,
        string name
    )
    {
        graph.UseDomain(LabelDomain, 2);
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("keys_int64s", (ReadOnlySpan<long>)[.. numbers.Select(pair => pair.Key)]),
            NodeAttribute.Of("values_int64s", (ReadOnlySpan<long>)[.. numbers.Select(pair => pair.Value)]),
            NodeAttribute.Of("default_int64", 0),
        ];
        return graph.AddNode("LabelEncoder", [keys], 1, attributes, LabelDomain, name)[0];
    }

    private static string AreSeveral(GraphBuilder graph, string parts) =>
        graph.Greater(graph.Gather(graph.Shape(parts), graph.Scalar(1L)), graph.Scalar(1L)); // scalar

    private static string Tokenize(GraphBuilder graph, string texts, NodeAttribute what, string name)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.UseDomain(RuntimeDomain, 1);
        NodeAttribute[] attributes =
        [
            what,
            NodeAttribute.Of("pad_value", ""),
            NodeAttribute.Of("mark", 0),
            NodeAttribute.Of("mincharnum", 1),
        ];
        return graph.AddNode("Tokenizer", [texts], 1, attributes, RuntimeDomain, name)[0];
    }
}
