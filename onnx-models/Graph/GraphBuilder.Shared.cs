using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <content>Weights that several parts of a graph read: a layer that runs twice is stored once.</content>
public sealed partial class GraphBuilder
{
    private readonly Dictionary<string, List<TensorProto>> shared = [];

    /// <summary>
    /// Adds a constant tensor to the outermost graph, where every body sees it, or gives the one with the same values that was
    /// added under this name before. Where the name belongs to something else, it gets a number.
    /// </summary>
    /// <returns>The name it has.</returns>
    public string AddShared(NamedTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var root = Root;
        if (!root.shared.TryGetValue(tensor.Name, out var alike))
        {
            root.shared.Add(tensor.Name, alike = []);
        }

        var made = TensorData.Create(tensor);
        foreach (var known in alike)
        {
            made.Name = known.Name;
            if (made.Equals(known))
            {
                return known.Name;
            }
        }

        made.Name = root.names.TakeSimilar(tensor.Name);
        root.values.Add(made.Name);
        root.graph.Initializer.Add(made);
        alike.Add(made);
        return made.Name;
    }
}
