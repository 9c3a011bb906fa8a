using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// Makes texts of found tokens. N batch, M = N*best translations, T steps, S source steps.
/// </summary>
internal sealed class TranslationTextNodes(
    GraphBuilder graph,
    TextFeaturizer target,
    TextTokens source,
    TextOptions options
)
{
    private readonly SpacingNodes spacing = new(graph, target);

    /// <summary>The translations as texts: string [N, best].</summary>
    /// <param name="found">The tokens.</param>
    /// <param name="looked">The source token that each looked at most, as its place among all: int64 [N, best, T]; null where none replaces an unknown one.</param>
    /// <param name="best">Translations of each source.</param>
    public string Texts(FoundTranslations found, string? looked, int best)
    {
        var (texts, sides) = spacing.Of(found.Tokens); // [N, best, T]
        if (looked is not null)
        {
            var unknown = IsUnknown(found.Tokens);
            var (words, sidesOfWords) = spacing.Of(Flat(source.Texts), options); // [N * S]
            texts = graph.Where(unknown, graph.Gather(words, looked), texts);
            sides = graph.Where(unknown, graph.Gather(sidesOfWords, looked), sides);
        }
        var steps = graph.Slice(graph.Shape(found.Tokens), axis: 0, start: 2, end: 3); // [1]
        var rows = graph.Concat(0, [graph.Constant(-1), steps]); // of [M, T]
        var joined = spacing.Join(graph.Reshape(texts, rows), graph.Reshape(sides, rows)); // [M, 1]
        return graph.Reshape(joined, [-1, best], "translations");
    }

    /// <summary>Where each token looked most, for <see cref="Texts"/>.</summary>
    public string Looked(string attention)
    {
        NodeAttribute[] lastAxis = [NodeAttribute.Of("axis", 3), NodeAttribute.Of("keepdims", 0)];
        var place = graph.AddNode("ArgMax", [attention], 1, lastAxis)[0]; // [N, best, T]
        var shape = graph.Shape(source.Texts); // [2]
        var one = graph.Scalar(1L);
        var rows = graph.Range(graph.Scalar(0L), graph.Gather(shape, graph.Scalar(0L)), one); // [N]
        var first = graph.Mul(rows, graph.Gather(shape, one)); // [N]
        return graph.Add(place, graph.Unsqueeze(first, [1, 2]), "looked_at");
    }

    /// <summary>The tokens and the attention of the best translations, as far as the longest goes: string [N, W] and float [N, W, S].</summary>
    public (string Tokens, string Attention) Map(FoundTranslations found, string? looked)
    {
        var ids = First(found.Tokens); // [N, T]
        var there = graph.Cast(graph.Greater(ids, graph.Scalar(0L)), ElementType.Int64); // [N, T], ones and then zeros
        var width = graph.ReduceMax(graph.ReduceSum(there, [1]), [0]); // scalar
        var steps = graph.Range(graph.Scalar(0L), width, graph.Scalar(1L)); // [W]
        var shown = graph.Gather(ids, steps, axis: 1); // [N, W]
        var tokens = graph.Gather(spacing.Tokens, shown);
        if (looked is not null)
        {
            var words = SourceTexts(graph.Gather(First(looked), steps, axis: 1));
            tokens = graph.Where(IsUnknown(shown), words, tokens);
        }
        return (tokens, graph.Gather(First(found.Attention!), steps, axis: 1));
    }

    private string IsUnknown(string ids) => graph.Equal(ids, graph.Scalar((long)Vocabulary.Unknown));

    private string SourceTexts(string places) => graph.Gather(Flat(source.Texts), places);

    private string Flat(string texts) => graph.Reshape(texts, [-1]);

    private string First(string all) => graph.Gather(all, graph.Scalar(0L), axis: 1);
}
