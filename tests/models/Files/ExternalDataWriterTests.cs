using Rnn.Onnx.Models.Files;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;
using DataLocation = Rnn.Onnx.Models.Schema.TensorProto.Types.DataLocation;

namespace Rnn.Onnx.Models.Tests.Files;

[TestClass]
public sealed class ExternalDataWriterTests : IDisposable
{
    private const long Everything = 0;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Save_LargeModel_PutsTheWeightsBesideTheGraph()
    {
        var file = Model(seed: 1);
        file.Save(folder["m.onnx"], Everything);

        CollectionAssert.AreEqual(new[] { "m.onnx", "m.onnx.data" }, Names());
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["m.onnx"])).Graph;
        CollectionAssert.AreEqual(
            new[] { "first External", "second External", "bias Default" },
            graph.Initializer.Select(tensor => $"{tensor.Name} {tensor.DataLocation}").ToArray()
        );
        foreach (var tensor in graph.Initializer.Where(tensor => tensor.DataLocation == DataLocation.External))
        {
            var entries = tensor.ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value);
            Assert.AreEqual("m.onnx.data", entries["location"]);
            Assert.AreEqual(0, int.Parse(entries["offset"], System.Globalization.CultureInfo.InvariantCulture) % 65536);
        }

        CollectionAssert.AreEqual(file.ToBytes(), ModelFile.Open(folder["m.onnx"]).ToBytes());
    }

    [TestMethod]
    public void Save_SmallModel_IsOneFile()
    {
        Model(seed: 1).Save(folder["m.onnx"]);

        CollectionAssert.AreEqual(new[] { "m.onnx" }, Names());
    }

    [TestMethod]
    public void Save_OverAnOlderPair_ReplacesBoth()
    {
        Model(seed: 1).Save(folder["m.onnx"], Everything);
        var next = Model(seed: 2);
        next.Save(folder["m.onnx"], Everything);

        CollectionAssert.AreEqual(new[] { "m.onnx", "m.onnx.data" }, Names());
        CollectionAssert.AreEqual(next.ToBytes(), ModelFile.Open(folder["m.onnx"]).ToBytes());
    }

    [TestMethod]
    public void Save_DataCanNotBeReplaced_LeavesNoGraphWithForeignData()
    {
        Model(seed: 1).Save(folder["m.onnx"]);
        var before = File.ReadAllBytes(folder["m.onnx"]);
        Directory.CreateDirectory(folder["m.onnx.data"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            Model(seed: 2).Save(folder["m.onnx"], Everything)
        );

        StringAssert.StartsWith(error.Message, $"'{folder["m.onnx"]}' can not be written: ", StringComparison.Ordinal);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(folder["m.onnx"]));
        CollectionAssert.AreEqual(new[] { "m.onnx", "m.onnx.data" }, Names());
    }

    [TestMethod]
    public void Require_ModelOverTheLimit_IsRefused()
    {
        var file = Model(seed: 1);
        var size = file.ToBytes().Length;

        Assert.AreEqual(size, ModelSize.Require(file.Proto, "m.onnx", size));
        Expect.InvalidInput(
            $"'m.onnx' can not be written: expected a model under 1000 bytes with its weights, found {size}.",
            () => ModelSize.Require(file.Proto, "m.onnx", 1000)
        );
    }

    private string[] Names() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(folder.Path)
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    private static ModelFile Model(int seed)
    {
        var random = new Random(seed);
        var builder = new GraphBuilder("large");
        var x = builder.AddInput("x", ElementType.Float, "batch", 30);
        var first = builder.AddInitializer("first", RandomForecasters.Uniform(random, 30 * 40), 30, 40);
        var second = builder.AddInitializer("second", RandomForecasters.Uniform(random, 40 * 10), 40, 10);
        var bias = builder.AddInitializer("bias", RandomForecasters.Uniform(random, 10), 10);
        var y = builder.Add(builder.MatMul(builder.MatMul(x, first), second), bias);
        builder.AddOutput("y", y, ElementType.Float, "batch", 10);
        return builder.Build();
    }
}
