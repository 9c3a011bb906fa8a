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

    /// <summary>As <see cref="Of(string)"/>, of tokens that no vocabulary has to know.</summary>
    /// <param name="tokens">String [M].</param>
    /// <param name="source">What made them.</param>
    public (string Texts, string Sides) Of(string tokens, TextOptions source)
    {
        var marks = TokenSpacing.Marks.Append("").Select(mark => KeyValuePair.Create(mark, Sides(mark)));
        var own = StringNodes.Encode(graph, tokens, [.. marks], Sides("x"), "source_sides"); // [M]
        // Words have no piece among them.
        var arePieces = source.BytePairs is not null || source.Tokenizer == TokenizerKind.Whitespace;
        if (!arePieces || !spacing.KnowsPieces)
            return (tokens, own);
        NodeAttribute[] pattern = [NodeAttribute.Of("pattern", $"(?s:.*{BytePairs.Suffix})")];
        var isPiece = graph.AddNode("RegexFullMatch", [tokens], 1, pattern)[0]; // [M]
        return (WithoutSuffix(tokens, isPiece), graph.Where(isPiece, graph.Scalar(Behind), own));
    }

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

    // No operator cuts a text by its length: the characters are put together again without the last ones.
    private string WithoutSuffix(string tokens, string isPiece)
    {
        var characters = StringNodes.Characters(graph, tokens); // [M, L]
        var there = StringNodes.Encode(graph, characters, [new("", 0L)], 1, "is_character"); // [M, L]
        var left = graph.Mul(graph.Cast(isPiece, ElementType.Int64), graph.Scalar((long)BytePairs.Suffix.Length)); // [M]
        var count = graph.Sub(graph.ReduceSum(there, [1]), left); // [M]
        var length = graph.Gather(graph.Shape(characters), graph.Scalar(1L)); // scalar
        var places = graph.Range(graph.Scalar(0L), length, graph.Scalar(1L)); // [L]
        var isKept = graph.Less(places, graph.Unsqueeze(count, [1])); // [M, L]
        var empty = graph.AddShared(NamedTensor.Of("empty_text", (string[])[""]));
        return graph.Squeeze(StringNodes.Join(graph, graph.Where(isKept, characters, empty)), [1]); // [M]
    }

    private long Sides(string token) =>
        token.Length == 0
            ? InFront | Behind
            : (spacing.ForbidsInFront(token) ? InFront : 0) | (spacing.ForbidsBehind(token) ? Behind : 0);
}
