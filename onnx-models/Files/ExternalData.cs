using System.Globalization;
using Google.Protobuf;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Files;

/// <summary>
/// Takes tensors that lie in other files into the model. A stranger's file can name any path and any size, so a path must stay
/// in the model's folder, links included, and a size must agree with the shape and the file before memory is asked for.
/// </summary>
internal static class ExternalData
{
    public static void Embed(ModelProto model, string name, string? folder)
    {
        var total = (long)model.CalculateSize();
        foreach (var tensor in TensorWalk.All(model))
        {
            if (tensor.DataLocation != TensorProto.Types.DataLocation.External)
            {
                continue;
            }

            var what = $"'{name}' keeps the data of tensor '{tensor.Name}' in another file";
            if (folder is null)
            {
                throw Errors.InvalidInput($"{what}: expected a model that is complete in memory.");
            }

            total += Embed(tensor, folder, what, int.MaxValue - total);
        }
    }

    private static long Embed(TensorProto tensor, string folder, string what, long room)
    {
        var entries = tensor.ExternalData.DistinctBy(entry => entry.Key).ToDictionary(e => e.Key, e => e.Value);
        var location = entries.GetValueOrDefault("location", "");
        var path = Resolve(folder, location, what);
        var expected = ExpectedBytes(tensor, what);
        var offset = Number(entries, "offset", 0, what);
        var length = Number(entries, "length", expected, what);
        if (length != expected)
        {
            throw Errors.InvalidInput(
                $"{what}, '{location}': expected {expected} bytes for its shape, found {length}."
            );
        }

        var size = new FileInfo(path).Length;
        if (offset > size || length > size - offset)
        {
            throw Errors.InvalidInput(
                $"{what}, '{location}': expected {length} bytes from byte {offset} on, found a file of {size} bytes."
            );
        }

        if (length > room)
        {
            throw Errors.InvalidInput($"{what}, '{location}': expected a model under 2 GiB, found more.");
        }

        tensor.RawData = Read(path, offset, (int)length, what);
        tensor.ExternalData.Clear();
        tensor.DataLocation = TensorProto.Types.DataLocation.Default;
        return length;
    }

    private static string Resolve(string folder, string location, string what)
    {
        var parts = location.Split('/', '\\');
        var leaves =
            parts.Contains("..") || Path.IsPathRooted(location) || location.Contains(':', StringComparison.Ordinal);
        if (location.Length == 0 || leaves)
        {
            throw Errors.InvalidInput($"{what}: expected a path inside the model's folder, found '{location}'.");
        }

        var path = folder;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            RequireInside(folder, path, location, what);
        }

        return File.Exists(path)
            ? path
            : throw Errors.InvalidInput($"{what}: expected the file '{location}' beside it, found none.");
    }

    private static void RequireInside(string folder, string path, string location, string what)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (entry.LinkTarget is null)
        {
            return;
        }

        var target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
        var inside = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        if (!target.StartsWith(inside, StringComparison.Ordinal))
        {
            throw Errors.InvalidInput(
                $"{what}: expected a path inside the model's folder, found the link '{location}' out of it."
            );
        }
    }

    private static long ExpectedBytes(TensorProto tensor, string what)
    {
        var count = TensorSize.Count(tensor.Dims.ToArray());
        var element = TensorData.ElementBytes(tensor.DataType);
        if (count < 0 || element is null || count > long.MaxValue / element)
        {
            throw Errors.InvalidInput(
                $"{what}: expected numbers of a possible shape, found data type {tensor.DataType} of shape [{TensorSize.Text(tensor.Dims.ToArray())}]."
            );
        }

        return count * element.Value;
    }

    private static long Number(Dictionary<string, string> entries, string key, long otherwise, string what)
    {
        if (!entries.TryGetValue(key, out var text))
        {
            return otherwise;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.InvalidInput($"{what}: expected a number as its {key}, found '{text}'.");
    }

    private static ByteString Read(string path, long offset, int length, string what)
    {
        try
        {
            using var stream = File.OpenRead(path);
            stream.Seek(offset, SeekOrigin.Begin);
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            return UnsafeByteOperations.UnsafeWrap(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.InvalidInput($"{what}, which can not be read: {e.Message}", e);
        }
    }
}
