using System.Text.Json;
using System.Text.Json.Serialization;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Recurrent;

/// <summary>
/// Graphs built from PyTorch's weights, run by the test's own evaluator of the ONNX standard, must answer what PyTorch
/// answered (Data/recurrent.json, made by tests/reference/recurrent.py).
/// </summary>
[TestClass]
public sealed class RecurrentStackTests
{
    private const int Batch = 3;
    private const int Time = 4;
    private const int Features = 2;
    private const int Hidden = 3;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<CellKind>() },
    };

    public static IEnumerable<object[]> Cases => Enumerable.Range(0, 10).Select(i => new object[] { i });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Add_WeightsOfPyTorch_GivesWhatPyTorchGave(int index)
    {
        var golden = ReadCase(index);
        var layers = Layers(golden);
        var isLstm = golden.Cell == CellKind.Lstm;
        var file = Build(layers, golden.Lengths is not null, golden.H0 is not null);
        var inputs = new Dictionary<string, OnnxTensor> { ["x"] = OnnxTensor.Of([Batch, Time, Features], golden.X) };
        int[] stateShape = [Batch, layers.Count * layers[0].DirectionCount, Hidden];
        if (golden.Lengths is not null)
        {
            inputs["lengths"] = new([Batch], [.. golden.Lengths.Select(length => (double)length)]);
        }

        if (golden.H0 is not null)
        {
            inputs["h_in"] = OnnxTensor.Of(stateShape, golden.H0);
            inputs["c_in"] = OnnxTensor.Of(stateShape, golden.C0 ?? []);
        }

        var outputs = OnnxEvaluator.Run(file.Proto.Graph, inputs);

        Check(golden.Sequence, [Batch, Time, layers[0].DirectionCount * Hidden], outputs["sequence"]);
        Check(golden.Last, [Batch, layers[0].DirectionCount * Hidden], outputs["last"]);
        Check(golden.Hn, stateShape, outputs["h_out"]);
        if (isLstm)
        {
            Check(golden.Cn!, stateShape, outputs["c_out"]);
        }
    }

    [TestMethod]
    public void Add_LengthZero_IsReadAsOne()
    {
        var golden = ReadCase(3);
        var file = Build(Layers(golden), withLengths: true, withState: false);
        float[] Last(params double[] lengths) =>
            OnnxEvaluator
                .Run(
                    file.Proto.Graph,
                    new()
                    {
                        ["x"] = OnnxTensor.Of([Batch, Time, Features], golden.X),
                        ["lengths"] = new([Batch], lengths),
                    }
                )["last"]
                .Floats;

        CollectionAssert.AreEqual(Last(1, 1, 4), Last(0, -3, 4));
    }

    [TestMethod]
    public void Build_OnlyTheLastStateUsed_KeepsNoSequence()
    {
        var builder = new GraphBuilder("last");
        var x = builder.AddInput("x", ElementType.Float, "batch", "time", Features);
        var stack = RecurrentStack.Add(builder, Layers(ReadCase(2)), x);
        builder.AddOutput("last", stack.LastHidden(), ElementType.Float, "batch", Hidden);

        var nodes = builder.Build().Proto.Graph.Node;

        Assert.AreEqual("Transpose LSTM Squeeze LSTM Squeeze", string.Join(" ", nodes.Select(node => node.OpType)));
        CollectionAssert.AreEqual(new[] { "rnn.0" }, nodes[1].Output);
        CollectionAssert.AreEqual(new[] { "", "rnn.1_1" }, nodes[3].Output);
    }

    [TestMethod]
    public void Add_ForwardLstm_WritesOneNodeALayerWithOnnxShapes()
    {
        var graph = Build(Layers(ReadCase(0)), withLengths: false, withState: false).Proto.Graph;

        var shapes = graph.Initializer.Where(tensor => tensor.Name.StartsWith("rnn", StringComparison.Ordinal));
        Assert.AreEqual(
            "rnn.0.weight [1,12,2]; rnn.0.recurrence [1,12,3]; rnn.0.bias [1,24]",
            string.Join("; ", shapes.Select(tensor => $"{tensor.Name} [{string.Join(",", tensor.Dims)}]"))
        );
        var node = graph.Node.Single(node => node.OpType == "LSTM");
        Assert.AreEqual("hidden_size direction", string.Join(" ", node.Attribute.Select(attribute => attribute.Name)));
    }

    [TestMethod]
    public void Add_LayersThatDoNotFit_SaysWhichAndHow()
    {
        var bottom = new RecurrentLayer(CellKind.Gru, Weights(CellKind.Gru, Features, Hidden));
        var narrow = new RecurrentLayer(CellKind.Gru, Weights(CellKind.Gru, Features, Hidden));
        var other = new RecurrentLayer(CellKind.Lstm, Weights(CellKind.Lstm, Hidden, Hidden));
        var short4 = new RecurrentLayer(CellKind.Lstm, Weights(CellKind.Gru, Features, Hidden));

        AssertRefused("Layer 1 needs 3 features, found 2.", bottom, narrow);
        AssertRefused("Layer 1 differs from the one below in cell, hidden size or directions.", bottom, other);
        AssertRefused("WeightIh of Lstm with 2 features and 3 hidden units needs 24 numbers, found 18.", short4);
        AssertRefused("A stack needs at least one layer.");
    }

    [TestMethod]
    public void AddLayer_LstmStateWithoutACell_IsRefused()
    {
        var builder = new GraphBuilder("state");
        var x = builder.AddInput("x", ElementType.Float, "time", "batch", Features);
        var h = builder.AddInput("h", ElementType.Float, 1, "batch", Hidden);
        var layer = new RecurrentLayer(CellKind.Lstm, Weights(CellKind.Lstm, Features, Hidden));

        var exception = Assert.ThrowsExactly<ArgumentException>(() =>
            RecurrentNodes.AddLayer(builder, layer, x, "lstm", initial: new RecurrentState(h))
        );

        StringAssert.StartsWith(
            exception.Message,
            "The initial state for Lstm needs a cell state.",
            StringComparison.Ordinal
        );
    }

    [TestMethod]
    public void Add_LayersWrittenOut_WritesOneScanADirection()
    {
        var layers = Layers(ReadCase(3)).ConvertAll(layer => layer with { WrittenOut = true });

        var graph = Build(layers, withLengths: true, withState: true).Proto.Graph;

        CollectionAssert.AreEqual(
            new[] { "rnn.0.forward", "rnn.0.backward", "rnn.1.forward", "rnn.1.backward" },
            graph.Node.Where(node => node.OpType == "Scan").Select(node => node.Name).ToArray()
        );
        Assert.IsEmpty(graph.Node.Where(node => node.OpType == "LSTM"));
    }

    [TestMethod]
    public void Add_NormalizationThatDoesNotFit_SaysWhichAndHow()
    {
        var weights = Weights(CellKind.Lstm, Features, Hidden);
        var gains = new float[4 * Hidden];
        var normalized = weights with { Normalization = new(gains, gains, new float[Hidden]) };
        AssertRefused(
            "GainHh of Lstm with 2 features and 3 hidden units needs 12 numbers, found 3.",
            new RecurrentLayer(CellKind.Lstm, weights with { Normalization = new(gains, new float[Hidden]) })
        );
        AssertRefused(
            "GainCell of Lstm with 2 features and 3 hidden units needs 3 numbers, found 0.",
            new RecurrentLayer(CellKind.Lstm, weights with { Normalization = new(gains, gains) })
        );
        AssertRefused(
            "Both directions of a layer are normalized, or none is.",
            new RecurrentLayer(CellKind.Lstm, normalized, weights)
        );
    }

    [TestMethod]
    public void Check_RecurrentNodeBroken_TellsWhatItNeeds()
    {
        AssertViolation(
            node => node.Attribute.Single(a => a.Name == "hidden_size").I = 4,
            "LSTM 'rnn.0' needs W of shape [1, 16, 2], found [1, 12, 2]."
        );
        AssertViolation(
            node => node.Attribute.Single(a => a.Name == "direction").S = Google.Protobuf.ByteString.CopyFromUtf8("up"),
            "LSTM 'rnn.0' has the direction 'up', expected forward, reverse or bidirectional."
        );
        AssertViolation(
            node => node.Attribute.Add(new AttributeProto { Name = "layout", I = 1 }),
            "LSTM 'rnn.0' has layout 1, which runtimes refuse or get wrong; expected 0."
        );
        AssertViolation(node => node.Attribute.Clear(), "LSTM 'rnn.0' has no hidden_size.");
        AssertViolation(node => node.Input.Add("x"), "LSTM 'rnn.0' needs Int32 as input 'x', found Float.");
    }

    private static void AssertViolation(Action<NodeProto> breakIt, string sentence)
    {
        var file = Build(Layers(ReadCase(0)), withLengths: false, withState: false);
        breakIt(file.Proto.Graph.Node.Single(node => node.OpType == "LSTM"));
        Assert.AreEqual(sentence, file.Check()[0]);
    }

    private static void AssertRefused(string sentence, params RecurrentLayer[] layers)
    {
        var builder = new GraphBuilder("refused");
        var x = builder.AddInput("x", ElementType.Float, "batch", "time", Features);
        var exception = Assert.ThrowsExactly<ArgumentException>(() => RecurrentStack.Add(builder, layers, x));
        StringAssert.StartsWith(exception.Message, sentence, StringComparison.Ordinal);
    }

    private static void Check(float[] expected, int[] shape, OnnxTensor actual)
    {
        CollectionAssert.AreEqual(shape, actual.Shape);
        Expect.Close(expected, actual.Floats, 1e-6f);
    }

    private static ModelFile Build(List<RecurrentLayer> layers, bool withLengths, bool withState)
    {
        var isLstm = layers[0].Cell == CellKind.Lstm;
        var states = layers.Count * layers[0].DirectionCount;
        var width = layers[0].DirectionCount * Hidden;
        var builder = new GraphBuilder("stack");
        var x = builder.AddInput("x", ElementType.Float, "batch", "time", Features);
        var lengths = withLengths ? builder.AddInput("lengths", ElementType.Int32, "batch") : null;
        var initial = withState
            ? new RecurrentState(
                builder.AddInput("h_in", ElementType.Float, "batch", states, Hidden),
                isLstm ? builder.AddInput("c_in", ElementType.Float, "batch", states, Hidden) : null
            )
            : null;
        var stack = RecurrentStack.Add(builder, layers, x, lengths: lengths, initial: initial);
        builder.AddOutput("sequence", stack.Sequence(), ElementType.Float, "batch", "time", width);
        builder.AddOutput("last", stack.LastHidden(), ElementType.Float, "batch", width);
        var final = stack.FinalState();
        builder.AddOutput("h_out", final.Hidden, ElementType.Float, "batch", states, Hidden);
        if (final.Cell is not null)
        {
            builder.AddOutput("c_out", final.Cell, ElementType.Float, "batch", states, Hidden);
        }

        return builder.Build();
    }

    private static RecurrentWeights Weights(CellKind cell, int features, int hidden) =>
        new(
            features,
            hidden,
            new float[cell.GateCount() * hidden * features],
            new float[cell.GateCount() * hidden * hidden]
        );

    private static List<RecurrentLayer> Layers(GoldenCase golden)
    {
        var layers = new List<RecurrentLayer>();
        for (var i = 0; i < golden.Layers; i++)
        {
            var features = i == 0 ? Features : (golden.Bidirectional ? 2 : 1) * Hidden;
            layers.Add(
                new RecurrentLayer(
                    golden.Cell,
                    Direction($"_l{i}", features),
                    golden.Bidirectional ? Direction($"_l{i}_reverse", features) : null
                )
            );
        }

        return layers;

        RecurrentWeights Direction(string suffix, int features) =>
            new(
                features,
                Hidden,
                golden.Parameters["weight_ih" + suffix],
                golden.Parameters["weight_hh" + suffix],
                golden.Parameters.GetValueOrDefault("bias_ih" + suffix),
                golden.Parameters.GetValueOrDefault("bias_hh" + suffix)
            );
    }

    private static GoldenCase ReadCase(int index)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "recurrent.json"));
        return JsonSerializer.Deserialize<GoldenCase[]>(text, JsonOptions)![index];
    }

    private sealed record GoldenCase(
        CellKind Cell,
        int Layers,
        bool Bidirectional,
        int[]? Lengths,
        Dictionary<string, float[]> Parameters,
        float[] X,
        float[]? H0,
        float[]? C0,
        float[] Sequence,
        float[] Last,
        float[] Hn,
        float[]? Cn
    );
}
