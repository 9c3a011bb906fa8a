using Google.Protobuf;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Files;

[TestClass]
public sealed class ExternalDataTests
{
    private const string What = "keeps the data of tensor 'w' in another file";

    [TestMethod]
    public void Open_DataInTheFolder_IsTakenIn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w.bin"], [9, 9, 9, 9, .. Bytes(1, 2, 3)]);

        var model = ModelFile.Open(Write(folder, "w.bin", offset: "4", length: "12"));

        CollectionAssert.AreEqual(Bytes(1, 2, 3), model.Proto.Graph.Initializer[0].RawData.ToByteArray());
        Assert.AreEqual(TensorProto.Types.DataLocation.Default, model.Proto.Graph.Initializer[0].DataLocation);
        Assert.IsEmpty(model.Check());
    }

    [TestMethod]
    [DataRow("../w.bin")]
    [DataRow("sub/../../w.bin")]
    [DataRow("..\\w.bin")]
    [DataRow("/etc/hostname")]
    [DataRow("C:\\w.bin")]
    [DataRow("")]
    public void Open_LocationOutOfTheFolder_IsRefused(string location)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, location);

        Expect.InvalidInput(
            $"'{path}' {What}: expected a path inside the model's folder, found '{location}'.",
            () => ModelFile.Open(path)
        );
    }

    [TestMethod]
    public void Open_LinkOutOfTheFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        File.WriteAllBytes(elsewhere["w.bin"], Bytes(1, 2, 3));
        File.CreateSymbolicLink(folder["w.bin"], elsewhere["w.bin"]);
        Directory.CreateSymbolicLink(folder["sub"], elsewhere.Path);

        foreach (var location in new[] { "w.bin", "sub/w.bin" })
        {
            var path = Write(folder, location);
            Expect.InvalidInput(
                $"'{path}' {What}: expected a path inside the model's folder, found the link '{location}' out of it.",
                () => ModelFile.Open(path)
            );
        }
    }

    [TestMethod]
    public void Open_FileMissing_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, "w.bin");

        Expect.InvalidInput(
            $"'{path}' {What}: expected the file 'w.bin' beside it, found none.",
            () => ModelFile.Open(path)
        );
    }

    [TestMethod]
    public void Open_FileTooSmall_IsRefusedBeforeMemoryIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w.bin"], Bytes(1, 2));
        var path = Write(folder, "w.bin", length: "2000000000", elements: 500_000_000);

        Expect.InvalidInput(
            $"'{path}' {What}, 'w.bin': expected 2000000000 bytes from byte 0 on, found a file of 8 bytes.",
            () => ModelFile.Open(path)
        );
    }

    [TestMethod]
    public void Open_LengthUnlikeTheShape_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w.bin"], Bytes(1, 2, 3));
        var path = Write(folder, "w.bin", length: "8");

        Expect.InvalidInput(
            $"'{path}' {What}, 'w.bin': expected 12 bytes for its shape, found 8.",
            () => ModelFile.Open(path)
        );
    }

    [TestMethod]
    public void Open_OffsetThatIsNoNumber_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w.bin"], Bytes(1, 2, 3));
        var path = Write(folder, "w.bin", offset: "-4");

        Expect.InvalidInput(
            $"'{path}' {What}: expected a number as its offset, found '-4'.",
            () => ModelFile.Open(path)
        );
    }

    [TestMethod]
    public void Parse_DataElsewhere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Write(folder, "w.bin"));

        Expect.InvalidInput(
            $"'m' {What}: expected a model that is complete in memory.",
            () => ModelFile.Parse(bytes, "m")
        );
    }

    private static string Write(
        TemporaryFolder folder,
        string location,
        string? offset = null,
        string? length = null,
        int elements = 3
    )
    {
        var builder = new GraphBuilder("external");
        var x = builder.AddInput("x", ElementType.Float, 3);
        var w = builder.AddInitializer("w", [1f, 2, 3], 3);
        builder.AddOutput("y", builder.Add(x, w), ElementType.Float, 3);
        var proto = builder.Build().Proto;
        var tensor = proto.Graph.Initializer[0];
        tensor.RawData = ByteString.Empty;
        tensor.Dims[0] = elements;
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        foreach (var (key, value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value is not null)
            {
                tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
            }
        }

        File.WriteAllBytes(folder["model.onnx"], proto.ToByteArray());
        return folder["model.onnx"];
    }

    private static byte[] Bytes(params float[] values) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values).ToArray();
}
