using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Classifiers of texts with random weights, raw texts in, without any training.</summary>
internal static class RandomTextClassifiers
{
    /// <summary>text string [batch, 1] -> probabilities [batch, K], label [batch, 1], with a card.</summary>
    /// <param name="text">From texts to ids.</param>
    /// <param name="labels">K of them.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="layers">Bidirectional layers.</param>
    /// <param name="hidden">Units of each direction.</param>
    /// <param name="embedding">Numbers of a token.</param>
    /// <param name="seed">Of the weights.</param>
    public static ModelFile Create(
        TextFeaturizer text,
        IReadOnlyList<string> labels,
        CellKind cell = CellKind.Lstm,
        int layers = 1,
        int hidden = 8,
        int embedding = 6,
        int seed = 31
    )
    {
        var random = new Random(seed);
        var bound = 1 / MathF.Sqrt(hidden);
        var graph = new GraphBuilder("classifier", new GraphBuilderOptions { Opset = TextNodes.LowestOpset });
        var (ids, lengths) = TextNodes.Add(graph, graph.AddInput("text", ElementType.String, "batch", 1), text);
        var words = text.Vocabulary.Count;
        var table = graph.AddInitializer("embedding", Uniform(words * embedding, 1), words, embedding);
        RecurrentLayer[] stack =
        [
            .. Enumerable
                .Range(0, layers)
                .Select(layer => layer == 0 ? embedding : 2 * hidden)
                .Select(features => new RecurrentLayer(cell, Direction(features), Direction(features))),
        ];
        var steps = graph.Cast(lengths, ElementType.Int32);
        var last = RecurrentStack.Add(graph, stack, graph.Gather(table, ids), lengths: steps).LastHidden(); // [N, 2H]
        var weight = graph.AddInitializer(
            "head",
            Uniform(2 * hidden * labels.Count, 3 * bound),
            labels.Count,
            2 * hidden
        );
        var bias = graph.AddInitializer("bias", Uniform(labels.Count, bound), labels.Count);
        var scores = graph.Gemm(last, weight, bias, transposeB: true); // [N, K]
        graph.AddOutput("probabilities", graph.Softmax(scores, axis: 1), ElementType.Float, "batch", labels.Count);
        graph.AddOutput("label", Label(graph, scores, labels), ElementType.String, "batch", 1);
        return graph
            .Build()
            .WithCard(
                new ModelCard
                {
                    Task = ModelCard.ClassificationTask,
                    Name = "random",
                    Architecture = new CardArchitecture(cell, layers, hidden, Directions: 2, Dropout: 0, Parameters: 0),
                    Labels = labels,
                    Vocabulary = text.Vocabulary.Tokens,
                    Text = CardText.Of(text.Options),
                }
            );

        RecurrentWeights Direction(int features)
        {
            var rows = cell.GateCount() * hidden;
            return new(
                features,
                hidden,
                Uniform(rows * features, bound),
                Uniform(rows * hidden, bound),
                Uniform(rows, bound),
                Uniform(rows, bound)
            );
        }

        float[] Uniform(int count, float size) =>
            [.. RandomForecasters.Uniform(random, count).Select(value => value * size)];
    }

    private static string Label(GraphBuilder graph, string scores, IReadOnlyList<string> labels)
    {
        var best = graph.AddNode("ArgMax", [scores], attributes: [NodeAttribute.Of("axis", 1L)])[0]; // [N, 1]
        graph.UseDomain("ai.onnx.ml", 2);
        NodeAttribute[] names =
        [
            NodeAttribute.Of("keys_int64s", [.. Enumerable.Range(0, labels.Count).Select(i => (long)i)]),
            NodeAttribute.Of("values_strings", [.. labels]),
        ];
        return graph.AddNode("LabelEncoder", [best], 1, names, "ai.onnx.ml", "named")[0];
    }
}
