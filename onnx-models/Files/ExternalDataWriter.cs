using System.Globalization;
using Google.Protobuf;
using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Files;

/// <summary>
/// Writes a large model as two files: the graph, and beside it "name.onnx.data" with the weights, each at an offset that runtimes
/// can map into memory.
/// </summary>
/// <remarks>
/// Both files are written whole under temporary names first. Where they replace an older pair, the old graph goes before the
/// data changes, and the new graph comes last: an interruption leaves the old pair or no graph at all, never a graph with
/// another one's data.
/// </remarks>
internal static class ExternalDataWriter
{
    // What Windows can map at; a multiple of the page size everywhere.
    private const int Alignment = 64 * 1024;

    // Axes and scalars stay in the graph: programs read them before they load any weights.
    private const int SmallestTensor = 1024;

    public static void Save(ModelProto model, string path)
    {
        AtomicFile.RequireWritable(path);
        var target = Path.GetFullPath(path);
        var data = target + ".data";
        var suffix = "." + Path.GetRandomFileName();
        var (temporary, temporaryData) = (Hidden(target) + suffix, Hidden(data) + suffix);
        try
        {
            File.WriteAllBytes(temporary, MoveOut(model, temporaryData, Path.GetFileName(data)).ToByteArray());
            if (File.Exists(data))
            {
                File.Delete(target);
            }

            File.Move(temporaryData, data, overwrite: true);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.InvalidInput($"'{path}' can not be written: {e.Message}", e);
        }
        finally
        {
            AtomicFile.DeleteQuietly(temporary);
            AtomicFile.DeleteQuietly(temporaryData);
        }
    }

    /// <summary>Writes the weights and gives the graph that points at them.</summary>
    private static ModelProto MoveOut(ModelProto model, string dataPath, string location)
    {
        var graph = model.Clone(); // shares the bytes of the tensors
        using var stream = File.Create(dataPath);
        foreach (var tensor in graph.Graph.Initializer.Where(tensor => tensor.RawData.Length >= SmallestTensor))
        {
            stream.SetLength((stream.Length + Alignment - 1) / Alignment * Alignment);
            stream.Seek(0, SeekOrigin.End);
            AddEntry("location", location);
            AddEntry("offset", stream.Position.ToString(CultureInfo.InvariantCulture));
            AddEntry("length", tensor.RawData.Length.ToString(CultureInfo.InvariantCulture));
            tensor.RawData.WriteTo(stream);
            tensor.RawData = ByteString.Empty;
            tensor.DataLocation = TensorProto.Types.DataLocation.External;

            void AddEntry(string key, string value) =>
                tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return graph;
    }

    private static string Hidden(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path));
}
