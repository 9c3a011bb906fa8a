using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>A graph with an output for every operator that GraphBuilder has a method for, and recurrent layers of all forms.</summary>
internal static class EveryOperator
{
    private static readonly Dim[] Cube = ["batch", "time", 4];
    private static readonly Dim[] Matrix = ["batch", 4];
    private static readonly Dim[] Vector = [default];

    /// <summary>By the method's name: what it makes of x [batch, time, 4], m [batch, 4] and the int64 n [batch].</summary>
    public static IReadOnlyDictionary<
        string,
        (Func<GraphBuilder, string> Make, ElementType Type, Dim[] Shape)
    > Methods { get; } =
        new SortedDictionary<string, (Func<GraphBuilder, string>, ElementType, Dim[])>(StringComparer.Ordinal)
        {
            ["Add"] = (g => g.Add("x", "x"), ElementType.Float, Cube),
            ["Sub"] = (g => g.Sub("x", g.Scalar(1f)), ElementType.Float, Cube),
            ["Mul"] = (g => g.Mul("n", "n"), ElementType.Int64, ["batch"]),
            ["Div"] = (g => g.Div("x", g.Scalar(3f)), ElementType.Float, Cube),
            ["Max"] = (g => g.Max("x", g.Scalar(0.1f)), ElementType.Float, Cube),
            ["Min"] = (g => g.Min("x", g.Scalar(0.1f)), ElementType.Float, Cube),
            ["MatMul"] = (g => g.MatMul("x", g.Transpose("m", [1, 0])), ElementType.Float, ["batch", "time", default]),
            ["Gemm"] = (g => g.Gemm("m", "m", transposeB: true), ElementType.Float, ["batch", default]),
            ["Equal"] = (g => g.Equal("n", g.Scalar(2L)), ElementType.Bool, ["batch"]),
            ["Less"] = (g => g.Less("x", g.Scalar(0f)), ElementType.Bool, Cube),
            ["Greater"] = (g => g.Greater("x", g.Scalar(0f)), ElementType.Bool, Cube),
            ["Not"] = (g => g.Not(g.Less("x", g.Scalar(0f))), ElementType.Bool, Cube),
            ["And"] = (g => g.And(Small(g), g.Not(Small(g))), ElementType.Bool, Cube),
            ["Or"] = (g => g.Or(Small(g), g.Not(Small(g))), ElementType.Bool, Cube),
            ["IsNaN"] = (g => g.IsNaN("x"), ElementType.Bool, Cube),
            ["Mod"] = (g => g.Mod("n", g.Scalar(3L)), ElementType.Int64, ["batch"]),
            ["Abs"] = (g => g.Abs("x"), ElementType.Float, Cube),
            ["Round"] = (g => g.Round("x"), ElementType.Float, Cube),
            ["Where"] = (g => g.Where(Small(g), "x", g.Scalar(9f)), ElementType.Float, Cube),
            ["Relu"] = (g => g.Relu("x"), ElementType.Float, Cube),
            ["Tanh"] = (g => g.Tanh("x"), ElementType.Float, Cube),
            ["Sigmoid"] = (g => g.Sigmoid("x"), ElementType.Float, Cube),
            ["Exp"] = (g => g.Exp("x"), ElementType.Float, Cube),
            ["Log"] = (g => g.Log(g.Exp("x")), ElementType.Float, Cube),
            ["Sqrt"] = (g => g.Sqrt(g.Abs("x")), ElementType.Float, Cube),
            ["Identity"] = (g => g.Identity("x"), ElementType.Float, Cube),
            ["Softmax"] = (g => g.Softmax("x"), ElementType.Float, Cube),
            ["LogSoftmax"] = (g => g.LogSoftmax("x", 1), ElementType.Float, Cube),
            ["Transpose"] = (g => g.Transpose("x", [1, 0, 2]), ElementType.Float, ["time", "batch", 4]),
            ["Reshape"] = (g => g.Reshape("x", [-1, 2]), ElementType.Float, [default, 2]),
            ["Squeeze"] = (g => g.Squeeze(g.Slice("x", 2, 1, 2), [2]), ElementType.Float, ["batch", "time"]),
            ["Unsqueeze"] = (g => g.Unsqueeze("n", [1]), ElementType.Int64, ["batch", 1]),
            ["Slice"] = (g => g.Slice("x", 2, 3, -5, -2), ElementType.Float, ["batch", "time", 2]),
            ["Gather"] = (g => g.Gather("x", g.Constant(3, 0), 2), ElementType.Float, ["batch", "time", 2]),
            ["Concat"] = (g => g.Concat(-1, ["m", "m"]), ElementType.Float, ["batch", 8]),
            ["Split"] = (g => g.Split("m", -1, [1, 3])[1], ElementType.Float, ["batch", 3]),
            ["Range"] = (g => g.Range(g.Scalar(1L), g.Scalar(9L), g.Scalar(3L)), ElementType.Int64, Vector),
            ["Cast"] = (g => g.Cast("x", ElementType.Int32), ElementType.Int32, Cube),
            ["Shape"] = (g => g.Shape("x"), ElementType.Int64, [3]),
            ["Expand"] = (g => g.Expand(g.Scalar(1f), g.Shape("m")), ElementType.Float, Matrix),
            ["ReduceSum"] = (g => g.ReduceSum("x", [1]), ElementType.Float, Matrix),
            ["ReduceMean"] = (g => g.ReduceMean("x", [1, -1], keepDims: true), ElementType.Float, ["batch", 1, 1]),
            ["ReduceMax"] = (g => g.ReduceMax("x", [-1]), ElementType.Float, ["batch", "time"]),
        };

    /// <summary>The graph for one version of the standard operators.</summary>
    public static ModelFile Create(int opset)
    {
        var builder = new GraphBuilder("every operator", new GraphBuilderOptions { Opset = opset });
        builder.AddInput("x", ElementType.Float, Cube);
        builder.AddInput("m", ElementType.Float, Matrix);
        builder.AddInput("n", ElementType.Int64, "batch");
        foreach (var (name, method) in Methods)
            builder.AddOutput("out_" + name, method.Make(builder), method.Type, method.Shape);
        var lengths = builder.Cast("n", ElementType.Int32);
        foreach (var cell in Enum.GetValues<CellKind>())
        {
            foreach (var form in new[] { "operator", "scan", "normalized" })
            {
                var layers = RandomLayers
                    .Create(cell, 2, bidirectional: true, normalized: form == "normalized", features: 4)
                    .Select(layer => layer with { WrittenOut = form == "scan" });
                var name = $"{cell}_{form}";
                var stack = RecurrentStack.Add(builder, [.. layers], "x", name, lengths);
                builder.AddOutput("out_" + name, stack.Sequence(), ElementType.Float, "batch", "time", 6);
            }
        }

        return builder.Build();
    }

    /// <summary>Values for three rows of five steps.</summary>
    public static NamedTensor[] Inputs() =>
        [
            NamedTensor.Of("x", RandomForecasters.Uniform(new Random(1), 60), 3, 5, 4),
            NamedTensor.Of("m", RandomForecasters.Uniform(new Random(2), 12), 3, 4),
            NamedTensor.Of("n", [2L, 5, 3], 3),
        ];

    private static string Small(GraphBuilder graph) => graph.Less("x", graph.Scalar(0.25f));
}
