using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Embedding, recurrent layers and two linear heads with random weights of the sizes that trained ones have.</summary>
internal static class RandomTaggers
{
    public const int Vocabulary = 4000;
    public const int Embedding = 48;
    public const int Hidden = 64;
    public const int Classes = 40;

    /// <summary>ids [batch, time] -> tags [batch, time, classes] by a MatMul, and whole [batch, classes] by a Gemm.</summary>
    public static ModelFile Create(CellKind cell, bool writtenOut = false, bool normalized = false, int opset = 17)
    {
        var random = new Random(19);
        var graph = new GraphBuilder("tagger", new GraphBuilderOptions { Opset = opset });
        var ids = graph.AddInput("ids", ElementType.Int64, "batch", "time");
        var table = graph.AddInitializer("embedding", Uniform(Vocabulary * Embedding, 1), Vocabulary, Embedding);
        var bound = 1 / MathF.Sqrt(Hidden);
        var layers = RandomLayers
            .Create(cell, 2, bidirectional: true, normalized: normalized, features: Embedding, hidden: Hidden)
            .Select(layer =>
                layer with
                {
                    WrittenOut = writtenOut,
                    Forward = Smaller(layer.Forward, 2 * bound),
                    Backward = Smaller(layer.Backward!, 2 * bound),
                }
            );
        var stack = RecurrentStack.Add(graph, [.. layers], graph.Gather(table, ids));
        var wide = graph.AddInitializer("tag_weight", Uniform(2 * Hidden * Classes, bound), 2 * Hidden, Classes);
        var tags = graph.MatMul(stack.Sequence(), wide);
        var tall = graph.AddInitializer("head_weight", Uniform(2 * Hidden * Classes, bound), Classes, 2 * Hidden);
        var bias = graph.AddInitializer("head_bias", Uniform(Classes, bound), Classes);
        var whole = graph.Gemm(stack.LastHidden(), tall, bias, transposeB: true);
        graph.AddOutput("tags", tags, ElementType.Float, "batch", "time", Classes);
        graph.AddOutput("whole", whole, ElementType.Float, "batch", Classes);
        return graph.Build();

        float[] Uniform(int count, float size) =>
            [.. RandomForecasters.Uniform(random, count).Select(value => value * size)];
    }

    /// <summary>Random ids.</summary>
    public static NamedTensor Ids(int batch, int time)
    {
        var random = new Random(23);
        var ids = Enumerable.Range(0, batch * time).Select(_ => (long)random.Next(Vocabulary)).ToArray();
        return NamedTensor.Of("ids", ids, batch, time);
    }

    private static RecurrentWeights Smaller(RecurrentWeights weights, float factor) =>
        weights with
        {
            WeightIh = [.. weights.WeightIh.Select(value => value * factor)],
            WeightHh = [.. weights.WeightHh.Select(value => value * factor)],
        };
}
