using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Recurrent;

[TestClass]
public sealed class RecurrentReaderTests
{
    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Read_FileOfOurs_GivesTheLayersBitForBit(CellKind cell)
    {
        foreach (var form in new[] { "operator", "scan", "normalized" })
        foreach (var (count, bidirectional, bias) in new[] { (1, false, true), (1, true, false), (3, true, true) })
        {
            var layers = RandomLayers
                .Create(cell, count, bidirectional, bias, normalized: form == "normalized")
                .Select(layer => layer with { WrittenOut = form == "scan" })
                .ToArray();
            var file = ModelFile.Parse(Build(layers).ToBytes(), "m.onnx");

            var found = RecurrentReader.Read(file, "stack");

            Assert.HasCount(count, found);
            foreach (var (expected, actual) in layers.Zip(found))
            {
                Assert.AreEqual((cell, expected.WrittenOut), (actual.Cell, actual.WrittenOut));
                AssertSame(expected.Forward, actual.Forward);
                Assert.AreEqual(bidirectional, actual.Backward is not null);
                if (bidirectional)
                    AssertSame(expected.Backward!, actual.Backward!);
            }
        }
    }

    [TestMethod]
    public void Read_NoSuchLayers_SaysWhatItLookedFor() =>
        Expect.InvalidInput(
            "'m.onnx' holds no recurrent layers to read back: expected nodes named 'rnn.0', 'rnn.1' and so on, found none.",
            () => RecurrentReader.Read(File(RandomLayers.Create(CellKind.Lstm, 1, false)))
        );

    [TestMethod]
    public void Read_WeightsThatAreNoConstants_SaysSo()
    {
        var file = File(RandomLayers.Create(CellKind.Gru, 1, false));
        file.Proto.Graph.Initializer.Remove(file.Proto.Graph.Initializer.Single(t => t.Name == "stack.0.weight"));

        Expect.InvalidInput(
            "'m.onnx' can not be read back: expected a float32 constant of rank 3 'stack.0.weight' for the layer 'stack.0', found none, as in foreign, quantized and half-precision files.",
            () => RecurrentReader.Read(file, "stack")
        );
    }

    [TestMethod]
    public void Read_WeightsThatDoNotFit_SaysSo()
    {
        foreach (var writtenOut in new[] { false, true })
        {
            var layers = RandomLayers
                .Create(CellKind.Gru, 1, false)
                .Select(layer => layer with { WrittenOut = writtenOut });
            var file = File([.. layers]);
            var weight = file.Proto.Graph.Initializer.Single(t =>
                t.Name.EndsWith("recurrence", StringComparison.Ordinal)
            );
            var dims = weight.Dims.ToArray();
            weight.Dims.Clear();
            weight.Dims.Add(writtenOut ? [dims[1], dims[0]] : [1, dims[2], dims[1]]);

            Expect.InvalidInput(
                "'m.onnx' can not be read back: expected weights of the layer 'stack.0' that fit each other, found others.",
                () => RecurrentReader.Read(file, "stack")
            );
        }
    }

    [TestMethod]
    public void Initializer_ByName_GivesACopyOrNull()
    {
        var builder = new GraphBuilder("constants");
        builder.AddInput("x", ElementType.Float, 2);
        builder.AddInput("s", ElementType.String, 2);
        builder.AddInitializer("x", [1f, 2], 2);
        builder.AddInitializer("s", ["a", "ö"], 2);
        builder.AddOutput("y", builder.Tanh("x"), ElementType.Float, 2);
        builder.AddOutput("t", builder.Identity("s"), ElementType.String, 2);
        var file = builder.Build();

        CollectionAssert.AreEqual(new[] { 1f, 2 }, file.Initializer("x")!.Floats);
        CollectionAssert.AreEqual(new[] { "a", "ö" }, file.Initializer("s")!.Strings);
        Assert.IsNull(file.Initializer("y"));
    }

    private static ModelFile File(RecurrentLayer[] layers) => ModelFile.Parse(Build(layers).ToBytes(), "m.onnx");

    private static ModelFile Build(RecurrentLayer[] layers)
    {
        var builder = new GraphBuilder("layers");
        var x = builder.AddInput("x", ElementType.Float, "batch", "time", layers[0].Features);
        var width = layers[0].DirectionCount * layers[0].Hidden;
        var sequence = RecurrentStack.Add(builder, layers, x, "stack").Sequence();
        builder.AddOutput("y", sequence, ElementType.Float, "batch", "time", width);
        return builder.Build();
    }

    private static void AssertSame(RecurrentWeights expected, RecurrentWeights actual)
    {
        Assert.AreEqual((expected.Features, expected.Hidden), (actual.Features, actual.Hidden));
        var (a, b) = (expected.Normalization, actual.Normalization);
        Assert.AreEqual(a is null, b is null);
        foreach (
            var (one, other) in new[]
            {
                (expected.WeightIh, actual.WeightIh),
                (expected.WeightHh, actual.WeightHh),
                (expected.BiasIh, actual.BiasIh),
                (expected.BiasHh, actual.BiasHh),
                (a?.GainIh, b?.GainIh),
                (a?.GainHh, b?.GainHh),
                (a?.GainCell, b?.GainCell),
                (a?.BiasCell, b?.BiasCell),
            }
        )
            CollectionAssert.AreEqual(one, other);
    }
}
