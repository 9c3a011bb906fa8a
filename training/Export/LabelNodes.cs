using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Training.Export;

/// <summary>From the number of a class to its name.</summary>
internal static class LabelNodes
{
    private const string Domain = "ai.onnx.ml";

    /// <summary>The place of the largest along an axis, int64; the first of equal ones.</summary>
    public static string Largest(GraphBuilder graph, string logits, long axis, bool keepDims) =>
        graph.AddNode(
            "ArgMax",
            [logits],
            attributes: [NodeAttribute.Of("axis", axis), NodeAttribute.Of("keepdims", keepDims ? 1 : 0)],
            name: "class"
        )[0];

    /// <summary>Looks the classes up in their labels, "" for a number that is no class; without labels they stay numbers.</summary>
    public static (string Value, ElementType Type) Named(
        GraphBuilder graph,
        string classes,
        IReadOnlyList<string> labels
    )
    {
        if (labels.Count == 0)
            return (classes, ElementType.Int64);
        graph.UseDomain(Domain, 2);
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("keys_int64s", Numbers(labels)),
            NodeAttribute.Of("values_strings", [.. labels]),
            NodeAttribute.Of("default_string", ""),
        ];
        return (graph.AddNode("LabelEncoder", [classes], 1, attributes, Domain, "named")[0], ElementType.String);
    }

    /// <summary>
    /// Gives the numbers of an output [batch, K] their classes' names in ML.NET, which reads slot names off a LabelEncoder of a
    /// name that it knows. Nothing reads its result; it costs a look-up of one text a run.
    /// </summary>
    public static void AddSlotNames(GraphBuilder graph, string output, IReadOnlyList<string> labels)
    {
        if (labels.Count == 0)
            return;
        graph.UseDomain(Domain, 2);
        var name = $"mlnet.{output}.SlotNames";
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("keys_strings", [.. labels]),
            NodeAttribute.Of("values_int64s", Numbers(labels)),
        ];
        var first = graph.AddInitializer($"mlnet.{output}.unusedInput", [labels[0]], 1, 1);
        graph.AddNode("LabelEncoder", [first], 1, attributes, Domain, name);
    }

    private static long[] Numbers(IReadOnlyList<string> labels) =>
        [.. Enumerable.Range(0, labels.Count).Select(i => (long)i)];
}
