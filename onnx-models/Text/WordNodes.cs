using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Text;

/// <summary>What a <see cref="WordFeaturizer"/> does, as nodes of a graph, of opset 20 or later.</summary>
public static class WordNodes
{
    /// <summary>
    /// From words to what a tagger reads of them. A row ends behind its last word that is not empty; an empty one in front of it
    /// is an unknown word without characters.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tokens">The words, string [N, T], "" behind a row's end; T may be 0.</param>
    /// <param name="featurizer">What is done with them.</param>
    /// <exception cref="InvalidInputException">The opset is too low.</exception>
    public static WordIds Add(GraphBuilder graph, string tokens, WordFeaturizer featurizer)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(featurizer);
        TextNodes.RequireExact(graph.Options.Opset, new TextOptions());
        // One step more: then there is one where no row has a word, and recurrent operators want one.
        var column = graph.AddShared(NamedTensor.Of("empty_text", (string[])[""]));
        var rows = graph.Slice(graph.Shape(tokens), axis: 0, start: 0, end: 1); // [1]
        var words = graph.Concat(1, [tokens, Column(graph, column, rows)], "words"); // [N, T + 1]
        var shape = graph.Shape(words);

        var all = StringNodes.Characters(graph, graph.Reshape(words, [-1])); // [M, L], M words in all
        var lower = StringNodes.Join(graph, StringNodes.LowerCharacters(graph, all)); // [M, 1]
        var ids = StringNodes.Encode(graph, lower, Numbers(featurizer.Words), Vocabulary.Unknown, "vocabulary"); // [M, 1]
        return new WordIds(
            graph.Reshape(ids, shape, "word_ids"), // [N, T + 1]
            Spelling(graph, all, column, featurizer), // [M, L]
            Lengths(graph, words)
        );
    }

    private static string Spelling(GraphBuilder graph, string all, string column, WordFeaturizer featurizer)
    {
        var words = graph.Slice(graph.Shape(all), axis: 0, start: 0, end: 1); // [1]
        var wider = graph.Concat(1, [all, Column(graph, column, words)]); // [M, L + 1]
        var counted = graph.Slice(wider, axis: 1, start: 0, end: featurizer.MaximumCharacters); // [M, 1 to the most]
        var numbers = Numbers(featurizer.Characters);
        numbers[""] = Vocabulary.Padding;
        return StringNodes.Encode(graph, counted, numbers, Vocabulary.Unknown, "characters_of_words");
    }

    // The place of the last word that is not empty, from 1; 0 where there is none.
    private static string Lengths(GraphBuilder graph, string words)
    {
        var there = StringNodes.Encode(graph, words, [new("", 0L)], 1, "is_word"); // [N, T + 1]
        var time = graph.Gather(graph.Shape(words), graph.Scalar(1L)); // scalar
        var one = graph.Scalar(1L);
        var places = graph.Range(one, graph.Add(time, one), one); // [T + 1], from 1
        return graph.ReduceMax(graph.Mul(there, places), [1], name: "row_lengths"); // [N]
    }

    private static string Column(GraphBuilder graph, string empty, string rows) =>
        graph.Expand(empty, graph.Concat(0, [rows, graph.Constant(1)])); // [rows, 1]

    private static Dictionary<string, long> Numbers(Vocabulary vocabulary)
    {
        var numbers = new Dictionary<string, long>(vocabulary.Count, StringComparer.Ordinal);
        for (var id = Vocabulary.Special.Count; id < vocabulary.Count; id++)
            numbers[vocabulary.Tokens[id]] = id;
        return numbers;
    }
}

/// <summary>Values of a graph that hold the ids of words and of their characters; there is one step more than words, which belongs to no row.</summary>
/// <param name="Words">Word ids, int64 [N, T + 1].</param>
/// <param name="Characters">Ids of each word's characters, int64 [N*(T + 1), L], <see cref="Vocabulary.Padding"/> behind its end, L 1 or more.</param>
/// <param name="Lengths">Words of each row, int64 [N], from 0 to T.</param>
public sealed record WordIds(string Words, string Characters, string Lengths);
