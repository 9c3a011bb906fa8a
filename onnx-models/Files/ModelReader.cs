using Google.Protobuf;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Files;

/// <summary>Opens files that anybody may have made: everything is checked before it is believed.</summary>
internal static class ModelReader
{
    public static ModelFile Open(string path) => Open(path, out _);

    /// <summary>Opens a file, and gives its own bytes as well where it holds all its data; otherwise null.</summary>
    public static ModelFile Open(string path, out byte[]? whole)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = ReadFile(path);
        var proto = Decode(bytes, path);
        var isWhole = TensorWalk
            .All(proto)
            .All(tensor => tensor.DataLocation != TensorProto.Types.DataLocation.External);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        ExternalData.Embed(proto, path, folder);
        whole = isWhole ? bytes : null;
        return Checked(proto, path);
    }

    public static ModelFile Parse(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var proto = Decode(bytes, name);
        ExternalData.Embed(proto, name, folder: null);
        return Checked(proto, name);
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.Exists(path)
                ? File.ReadAllBytes(path)
                : throw Errors.InvalidInput($"'{path}' can not be opened: expected an ONNX file, found none.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file over 2 GiB ends here as well.
            throw Errors.InvalidInput($"'{path}' can not be read: {e.Message}", e);
        }
    }

    private static ModelProto Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.IsEmpty)
        {
            throw Errors.InvalidInput($"'{name}' is not an ONNX file: expected a model, found 0 bytes.");
        }

        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Errors.InvalidInput(
                $"'{name}' is not a readable ONNX file: expected a model, found {bytes.Length} bytes that are cut off or of another format.",
                e
            );
        }

        return proto.Graph is not null && proto.IrVersion > 0 && proto.OpsetImport.Count > 0
            ? proto
            : throw Errors.InvalidInput(
                $"'{name}' is not an ONNX file: expected a model, found {bytes.Length} bytes without a graph or its versions."
            );
    }

    private static ModelFile Checked(ModelProto proto, string name)
    {
        foreach (var tensor in TensorWalk.All(proto))
        {
            if (TensorData.Violation(tensor) is { } violation)
            {
                throw Errors.InvalidInput($"'{name}' is not a valid ONNX file: {violation}");
            }
        }

        return new ModelFile(proto, name);
    }
}
