using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// Reads recurrent layers back out of a file that this library wrote: weights bit for bit as they went in, gates in PyTorch's
/// order. Layers are known by the names of their nodes: "rnn.0", "rnn.1", ... for operators, "rnn.0.forward" for Scans.
/// </summary>
public static class RecurrentReader
{
    /// <summary>The layers of one stack, from the bottom to the top.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The stack's name, as it was given to <see cref="RecurrentStack.Add"/>; "rnn" by default.</param>
    /// <returns>
    /// The layers. Missing biases stay missing; where an operator's layer had one bias of the two, the other is read as zeros. A
    /// normalized layer is not marked as written out, because it is so in any case.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// There are no such layers in the file, or their weights are not float32 constants: a foreign, quantized or
    /// half-precision file.
    /// </exception>
    public static IReadOnlyList<RecurrentLayer> Read(ModelFile file, string name = "rnn")
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var nodes = new Dictionary<string, NodeProto>();
        foreach (
            var node in NodeWalk.All(file.Proto.Graph).Where(node => node.OpType is "LSTM" or "GRU" or "RNN" or "Scan")
        )
        {
            nodes.TryAdd(node.Name, node);
        }

        var layers = new List<RecurrentLayer>();
        while (Checked(file, nodes, FormattableString.Invariant($"{name}.{layers.Count}")) is { } layer)
        {
            layers.Add(layer);
        }

        return layers.Count > 0
            ? layers
            : throw Errors.InvalidInput(
                $"'{file.Name}' holds no recurrent layers to read back: expected nodes named '{name}.0', '{name}.1' and so on, found none."
            );
    }

    private static RecurrentLayer? Checked(ModelFile file, Dictionary<string, NodeProto> nodes, string name)
    {
        try
        {
            var layer = Layer(file, nodes, name);
            layer?.Validate();
            return layer;
        }
        catch (ArgumentException e)
        {
            throw Errors.InvalidInput(
                $"'{file.Name}' can not be read back: expected weights of the layer '{name}' that fit each other, found others.",
                e
            );
        }
    }

    private static RecurrentLayer? Layer(ModelFile file, Dictionary<string, NodeProto> nodes, string name)
    {
        if (nodes.TryGetValue(name, out var node) && node.OpType != "Scan")
        {
            return OperatorReader.Read(file, node);
        }

        if (!nodes.TryGetValue($"{name}.{RecurrentScans.DirectionNames[0]}", out var forward))
        {
            return null;
        }

        var backward = nodes.GetValueOrDefault($"{name}.{RecurrentScans.DirectionNames[1]}");
        var weights = ScanReader.Read(file, forward);
        return new RecurrentLayer(
            ScanReader.Cell(file, forward),
            weights,
            backward is null ? null : ScanReader.Read(file, backward)
        )
        {
            WrittenOut = weights.Normalization is null,
        };
    }
}
