using System.Text.RegularExpressions;
using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Outline;

/// <summary>What a part is called, and what it makes of what.</summary>
internal static partial class PartNames
{
    private static readonly char[] Separators = ['.', '_', '/', ':'];

    /// <summary>What the names of its tensors begin with; the node's name, or its output's, where they have nothing in common.</summary>
    public static string Of(NodeProto node, IReadOnlyList<PartTensor> tensors)
    {
        var common = tensors
            .Where(tensor => tensor.IsLearned)
            .Select(tensor => tensor.Name)
            .DefaultIfEmpty("")
            .Aggregate(Common);
        common = Ending().Replace(common, "").TrimEnd(Separators);
        if (common.Length > 1)
            return common;
        return node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault() ?? node.OpType;
    }

    /// <summary>In words, from the sizes of its weights.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shapes">The sizes of what stands at each input; empty where that is computed.</param>
    public static string Describe(NodeProto node, long[][] shapes)
    {
        // Of two matrices that are both the file's, the second one is the layer's.
        var first =
            node.OpType is "Gemm" or "MatMul" && shapes is [_, { Length: >= 2 }, ..]
                ? shapes[1]
                : shapes.FirstOrDefault(shape => shape.Length >= 2) ?? [];
        return (node.OpType, first) switch
        {
            ("LSTM" or "GRU" or "RNN", [var directions, _, var inputs]) =>
                $"{Activation(node)}{inputs} to {Hidden(node, shapes)}{(directions == 2 ? " in both directions" : "")}, [N, T, {directions * Hidden(node, shapes)}]",
            ("Gather", [var rows, var size]) => $"table of {rows} rows, [.., {size}]",
            ("Gemm", [var rows, var columns]) => IsTransposed(node) ? Dense(columns, rows) : Dense(rows, columns),
            ("MatMul", [.., var rows, var columns]) => Dense(rows, columns),
            ("MatMulInteger" or "MatMulIntegerToFloat", [.., var rows, var columns]) => Dense(rows, columns)
                + ", in 8 bits",
            ("Conv", [var filters, var channels, ..]) => $"{channels} to {filters} channels, [N, {filters}, ..]",
            ("LabelEncoder", _) => $"{node.Attribute.Max(attribute => attribute.Strings.Count)} texts and numbers",
            ("Loop", _) => "a loop",
            ("Scan", _) => "a loop over the steps",
            ("If", _) => "one of two ways",
            _ => string.Join(
                ", ",
                shapes.Where(shape => shape.Length > 0).Select(shape => $"[{string.Join(", ", shape)}]")
            ),
        };
    }

    private static string Dense(long inputs, long outputs) => $"{inputs} to {outputs}, [.., {outputs}]";

    // The other cells have the activations of their equations.
    private static string Activation(NodeProto node)
    {
        var activations = node.Attribute.FirstOrDefault(attribute => attribute.Name == "activations")?.Strings;
        return node.OpType == "RNN" && activations is [var first, ..] ? $"{first.ToStringUtf8()}, " : "";
    }

    private static long Hidden(NodeProto node, long[][] shapes) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == "hidden_size")?.I
        ?? (shapes is [_, _, [.., var hidden], ..] ? hidden : 0);

    private static bool IsTransposed(NodeProto node) =>
        node.Attribute.Any(attribute => attribute is { Name: "transB", I: 1 });

    private static string Common(string a, string b)
    {
        var length = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return a[..length];
    }

    // What layers call their weights, whoever wrote them.
    [GeneratedRegex(
        "(weight|recurrence|bias|kernel)(_ih|_hh)?(_l\\d+)?(_transposed)?(_\\d+)?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Ending();
}
