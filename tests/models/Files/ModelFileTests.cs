using System.Text;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Files;

[TestClass]
public sealed class ModelFileTests
{
    [TestMethod]
    public void Save_ThenOpen_GivesTheSameModel()
    {
        using var folder = new TemporaryFolder();
        var model = Doubler().WithMetadata("note", "grün");
        var path = folder["model.onnx"];

        model.Save(path);
        var opened = ModelFile.Open(path);

        CollectionAssert.AreEqual(model.ToBytes(), opened.ToBytes());
        Assert.AreEqual(path, opened.Name);
        Assert.AreEqual("grün", opened.Metadata["note"]);
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void WithMetadata_KeyThere_IsReplacedAndTheOriginalKept()
    {
        var first = Doubler().WithMetadata("b", "1").WithMetadata("a", "1");
        var second = first.WithMetadata("b", "2");

        Assert.AreEqual("a=1 b=1", string.Join(" ", first.Metadata.Select(e => $"{e.Key}={e.Value}")));
        Assert.AreEqual("a=1 b=2", string.Join(" ", second.Metadata.Select(e => $"{e.Key}={e.Value}")));
    }

    [TestMethod]
    public void Save_FolderMissing_SaysSoAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder["missing"], "model.onnx");

        Expect.InvalidInput(
            $"'{path}' can not be written: expected an existing folder '{folder["missing"]}', found none.",
            () => Doubler().Save(path)
        );
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Save_TargetIsAFolder_LeavesNoTemporaryFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder["model.onnx"];
        Directory.CreateDirectory(path);

        Assert.ThrowsExactly<InvalidInputException>(() => Doubler().Save(path));
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Open_Missing_SaysSo() =>
        Expect.InvalidInput(
            "'nowhere.onnx' can not be opened: expected an ONNX file, found none.",
            () => ModelFile.Open("nowhere.onnx")
        );

    [TestMethod]
    public void Parse_Empty_SaysSo() =>
        Expect.InvalidInput(
            "'empty.onnx' is not an ONNX file: expected a model, found 0 bytes.",
            () => ModelFile.Parse([], "empty.onnx")
        );

    [TestMethod]
    public void Parse_Text_SaysSo() =>
        Expect.InvalidInput(
            "'a.csv' is not a readable ONNX file: expected a model, found 22 bytes that are cut off or of another format.",
            () => ModelFile.Parse(Encoding.UTF8.GetBytes("year,month\n1969,1\n1,2\n"), "a.csv")
        );

    [TestMethod]
    public void Parse_ProtobufOfSomethingElse_SaysSo() =>
        Expect.InvalidInput(
            "'other' is not an ONNX file: expected a model, found 2 bytes without a graph or its versions.",
            () => ModelFile.Parse([0x08, 0x01], "other")
        );

    [TestMethod]
    public void Parse_TruncatedAnywhere_IsRefusedAsInvalidInput()
    {
        var bytes = Doubler().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var exception = Assert.ThrowsExactly<InvalidInputException>(() =>
                ModelFile.Parse(bytes.AsSpan(0, length), "cut")
            );
            StringAssert.StartsWith(exception.Message, "'cut' is not a", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Parse_TensorSmallerThanItsShape_IsRefused()
    {
        var proto = Doubler().Proto.Clone();
        proto.Graph.Initializer[0].Dims[0] = 1_000_000_000_000;

        Expect.InvalidInput(
            "'big' is not a valid ONNX file: Tensor 'two' of shape [1000000000000] needs 1000000000000 elements, found 1.",
            () => ModelFile.Parse(Google.Protobuf.MessageExtensions.ToByteArray(proto), "big")
        );
    }

    [TestMethod]
    public void Open_FileOfAnotherWriter_IsRead()
    {
        // Made by tests/reference/foreign-model.py.
        var model = ModelFile.Open(Path.Combine(AppContext.BaseDirectory, "Data", "foreign.onnx"));

        Assert.AreEqual("x: Float [batch, 2]; flag: Bool []", string.Join("; ", model.Inputs));
        Assert.AreEqual("typed: Float [2, 2]", string.Join("; ", model.OptionalInputs));
        Assert.AreEqual("y: Float [?, 2]; wide: Float [3]", string.Join("; ", model.Outputs));
        Assert.AreEqual("somebody", model.Producer);
        Assert.AreEqual(16, model.Opset);
        Assert.AreEqual("value", model.Metadata["key"]);
        Assert.IsEmpty(model.Check(), string.Join(" ", model.Check()));
    }

    private static ModelFile Doubler()
    {
        var builder = new GraphBuilder("doubler");
        var x = builder.AddInput("x", ElementType.Float, "n");
        var two = builder.AddInitializer("two", [2f], 1);
        builder.AddOutput("y", builder.Mul(x, two), ElementType.Float, "n");
        return builder.Build();
    }
}
