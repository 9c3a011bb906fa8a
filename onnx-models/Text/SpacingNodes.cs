using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Text;

/// <summary>What <see cref="TokenSpacing"/> does, as nodes of a graph of opset 20 or later.</summary>
internal sealed class SpacingNodes
{
    // Of every token one number: whether no blank stands in front of it, and twice whether none stands behind.
    private const long InFront = 1;
    private const long Behind = 2;

    private readonly GraphBuilder graph;
    private readonly TokenSpacing spacing;
    private readonly string written; // [V]
    private readonly string sides; // [V]

    /// <summary>Stores the tokens' texts.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="target">What made the tokens; special ones are written as nothing.</param>
    public SpacingNodes(GraphBuilder graph, TextFeaturizer target)
    {
        (this.graph, spacing) = (graph, new TokenSpacing(target.Options.Tokenizer));
        var special = Vocabulary.Special.Count;
        string[] tokens = [.. target.Vocabulary.Tokens.Select((token, id) => id < special ? "" : token)];
        Tokens = graph.AddInitializer("target_vocabulary", tokens, tokens.Length);
        string[] texts = [.. tokens.Select(spacing.Written)];
        written = texts.SequenceEqual(tokens) ? Tokens : graph.AddInitializer("target_texts", texts, texts.Length);
        long[] numbers = [.. tokens.Select((token, id) => id < special ? InFront | Behind : Sides(token))];
        sides = graph.AddInitializer("target_sides", numbers, numbers.Length);
    }

    /// <summary>The tokens by their ids, string [V], "" for special ones.</summary>
    public string Tokens { get; }

    /// <summary>The texts of tokens as they are written, and on which sides they forbid blanks: string and int64 of the shape of the ids.</summary>
    public (string Texts, string Sides) Of(string ids) => (graph.Gather(written, ids), graph.Gather(sides, ids));

    /// <summary>On which sides texts forbid blanks that no vocabulary has to know: int64 of the same shape.</summary>
    public string SidesOf(string texts) =>
        StringNodes.Encode(
            graph,
            texts,
            [.. TokenSpacing.Marks.Append("").Select(mark => KeyValuePair.Create(mark, Sides(mark)))],
            Sides("x"),
            "source_sides"
        );

    /// <summary>Puts the tokens of each row together: string [M, 1] of texts and sides [M, T].</summary>
    public string Join(string texts, string sides)
    {
        var rows = graph.Slice(graph.Shape(sides), axis: 0, start: 0, end: 1); // [1]
        var none = graph.Expand(graph.Scalar(Behind), graph.Concat(0, [rows, graph.Constant(1)])); // [M, 1]
        var previous = graph.Slice(graph.Concat(1, [none, sides]), axis: 1, start: 0, end: -1); // [M, T]
        var free = graph.And(
            graph.Equal(graph.Mod(sides, graph.Scalar(2L)), graph.Scalar(0L)),
            graph.Less(previous, graph.Scalar(Behind))
        ); // [M, T]
        var blanks = graph.AddShared(NamedTensor.Of("blanks", (string[])["", " "], 2));
        var blank = graph.Gather(blanks, graph.Cast(free, ElementType.Int64)); // [M, T]
        var pieces = graph.AddNode("StringConcat", [blank, texts], name: "pieces")[0]; // [M, T]
        return StringNodes.Join(graph, pieces);
    }

    private long Sides(string token) =>
        token.Length == 0
            ? InFront | Behind
            : (spacing.ForbidsInFront(token) ? InFront : 0) | (spacing.ForbidsBehind(token) ? Behind : 0);
}
