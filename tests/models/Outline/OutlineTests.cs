using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Models.Tests.Outline;

/// <summary>The parts that are found in graphs.</summary>
[TestClass]
public sealed class OutlineTests
{
    [TestMethod]
    public void Outline_Forecaster_HasTheLayersWithTheirSizes()
    {
        var file = RandomForecasters.Create(
            CellKind.Lstm,
            features: 2,
            hidden: 24,
            horizon: 3,
            layers: 2,
            bidirectional: true
        );

        var outline = file.Outline();

        Assert.AreSequenceEqual(
            [
                "LSTM: 2 to 24 in both directions, [N, T, 48]",
                "LSTM: 48 to 24 in both directions, [N, T, 48]",
                "Gemm: 48 to 3, [.., 3]",
            ],
            outline.Parts.Select(part => $"{part.Operator}: {part.What}")
        );
        // Four gates of input weights, recurrent weights and two biases, in both directions; a matrix and a bias.
        long[] expected = [2 * 4 * 24 * (2 + 24 + 2), 2 * 4 * 24 * (48 + 24 + 2), 48 * 3 + 3];
        Assert.AreSequenceEqual(expected, outline.Parts.Select(part => part.Parameters));
        Assert.AreEqual(expected.Sum(), outline.Parameters);
        Assert.AreEqual("head", outline.Parts[2].Name);
    }

    [TestMethod]
    public void Outline_BytesOfAllParts_AreThoseOfTheFile()
    {
        var file = RandomForecasters.Create().WithMetadata("rnn.test", new string('x', 500));
        var outline = file.Outline();
        var parts = outline.All.Sum(part => part.Bytes);
        Assert.AreEqual(file.ToBytes().Length, parts + outline.MetadataBytes + outline.RestBytes);
        Assert.IsGreaterThan(4 * outline.Parameters, parts);
        Assert.IsGreaterThanOrEqualTo(500, outline.MetadataBytes);
    }

    [TestMethod]
    public void Outline_Translator_FindsLayersInTheBodiesOfLoopsAndCountsTiedWeightsOnce()
    {
        var file = RandomTranslatorFiles.Whole(
            RandomTranslators.Create(RandomTranslators.Forms[0]),
            RandomTranslators.Source,
            RandomTranslators.Target,
            new TranslatorOptions()
        );
        var outline = file.Outline();
        var loop = outline.Parts.Single(part => part.Name == "greedy");
        Assert.IsNotEmpty(loop.Parts);
        Assert.IsNotEmpty(loop.Others);
        // A texts attribute has the same name in every table; weights are listed once.
        var weights = outline
            .All.SelectMany(part => part.Tensors)
            .Where(tensor => tensor.ElementType == ElementType.Float);
        Assert.IsTrue(weights.GroupBy(tensor => tensor.Name).All(group => group.Count() == 1));
        Assert.Contains("LabelEncoder", outline.Parts.Select(part => part.Operator.Split('.')[^1]));
    }

    [TestMethod]
    public void Outline_WeightsThatTwoLayersRead_BelongToTheFirst()
    {
        var graph = new GraphBuilder("tied");
        var ids = graph.AddInput("ids", ElementType.Int64, "batch", "time");
        var table = graph.AddInitializer("embedding_weight", new float[5 * 3], 5, 3);
        var bias = graph.AddInitializer("head_bias", new float[5], 5);
        var embedded = graph.Gather(table, ids, 0); // [N, T, 3]
        var logits = graph.Add(graph.MatMul(embedded, graph.Transpose(table, [1, 0])), bias); // [N, T, 5]
        graph.AddOutput("logits", logits, ElementType.Float, "batch", "time", 5);

        var parts = graph.Build().Outline().Parts;

        Assert.AreSequenceEqual(["embedding", "head"], parts.Select(part => part.Name));
        Assert.AreSequenceEqual([15L, 5L], parts.Select(part => part.Parameters));
        Assert.AreSequenceEqual(["table of 5 rows, [.., 3]", "3 to 5, [.., 5]"], parts.Select(part => part.What));
        Assert.AreSequenceEqual(["embedding_weight"], parts[1].Shared);
    }
}
