using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>SequencePool: outputs of the steps [N, T, D*H] to one vector [N, D*H], for attention with the weights [N, T].</summary>
internal static class PoolConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var pool = (SequencePool)module;
        var lengths = inputs.Lengths is null ? null : graph.Max(inputs.Lengths, graph.Scalar(1L)); // [N]
        switch (pool.Kind)
        {
            case Pooling.Last:
                return [Last(inputs)]; // [N, D*H]
            case Pooling.Mean:
                return [Mean(graph, inputs.Input, lengths)]; // [N, D*H]
            case Pooling.Max:
                return [graph.ReduceMax(Masked(graph, inputs.Input, inputs.Input, lengths, [2]), [1])]; // [N, D*H]
            default:
                var scores = Scores(graph, pool, inputs); // [N, T]
                var weights = graph.Softmax(Masked(graph, scores, inputs.Input, lengths, []), axis: 1); // [N, T]
                var pooled = graph.MatMul(graph.Unsqueeze(weights, [1]), inputs.Input); // [N, 1, T] x [N, T, D*H]
                return [graph.Squeeze(pooled, [1]), weights]; // [N, D*H], [N, T]
        }
    }

    private static string Last(ModuleInputs inputs) =>
        inputs.Last ?? throw new ArgumentException($"This pooling needs {nameof(ModuleInputs.Last)}.", nameof(inputs));

    // Steps after a row's end are 0 already.
    private static string Mean(GraphBuilder graph, string steps, string? lengths)
    {
        if (lengths is null)
            return graph.Squeeze(RowSums.MeanOverTime(graph, steps), [1]); // [N, D*H]
        var count = graph.Unsqueeze(graph.Cast(lengths, ElementType.Float), [1]); // [N, 1]
        return graph.Div(graph.Squeeze(RowSums.OverTime(graph, steps), [1]), count); // [N, D*H]
    }

    // The values, with minus infinity after a row's end.
    private static string Masked(
        GraphBuilder graph,
        string values,
        string steps,
        string? lengths,
        ReadOnlySpan<long> furtherAxes
    )
    {
        if (lengths is null)
            return values;
        var real = LengthNodes.Real(graph, lengths, steps); // [N, T]
        if (furtherAxes.Length > 0)
            real = graph.Unsqueeze(real, furtherAxes); // [N, T, 1]
        return graph.Where(real, values, graph.Scalar(float.NegativeInfinity));
    }

    // W [h_t ; h_last] + b in two parts, the second of which is the same for all steps.
    private static string Scores(GraphBuilder graph, SequencePool pool, ModuleInputs inputs)
    {
        var width = pool.Width;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (ofStep, ofLast) = (pool.Hidden!.weight!.narrow(1, 0, width), pool.Hidden.weight.narrow(1, width, width));
        var step = graph.MatMul(inputs.Input, Initializer("attention_step", ofStep.t())); // [N, T, D*H]
        var bias = Initializer("attention_bias", pool.Hidden.bias!);
        var last = graph.Gemm(Last(inputs), Initializer("attention_last", ofLast.t()), bias); // [N, D*H]
        var mixed = graph.Tanh(graph.Add(step, graph.Unsqueeze(last, [1]))); // [N, T, D*H]
        var scores = graph.MatMul(mixed, Initializer("attention_score", pool.Score!.weight!.t())); // [N, T, 1]
        return graph.Squeeze(scores, [2], "attention_scores"); // [N, T]

        string Initializer(string name, Tensor values) =>
            graph.AddShared(NamedTensor.Of(name, ParameterReader.Read(values), values.shape));
    }
}
