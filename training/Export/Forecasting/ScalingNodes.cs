using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Models.Forecasting;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>Values of a graph that make a window as the layers read it; see <see cref="ScaledWindow"/>.</summary>
internal sealed record WindowNodes(string Values, string? Observed, string? Level, string? Spread);

/// <summary>WindowScaling: raw values to what the layers read, and their answers back.</summary>
internal sealed class ScalingNodes
{
    private readonly GraphBuilder graph;
    private readonly WindowScaling scaling;
    private readonly string means;
    private readonly string deviations;
    private readonly string? gains;
    private readonly string? shifts;

    public ScalingNodes(GraphBuilder graph, WindowScaling scaling)
    {
        (this.graph, this.scaling) = (graph, scaling);
        var columns = scaling.Scaler.Means.Count;
        means = graph.AddInitializer("scaler_mean", [.. scaling.Scaler.Means], columns); // [C]
        deviations = graph.AddInitializer("scaler_deviation", [.. scaling.Scaler.Deviations], columns); // [C]
        if (scaling.Gain is null || scaling.Shift is null)
            return;
        gains = graph.AddInitializer("window_gain", ParameterReader.Read(scaling.Gain), columns); // [C]
        shifts = graph.AddInitializer("window_shift", ParameterReader.Read(scaling.Shift), columns); // [C]
    }

    /// <summary>From raw values [N, T, C].</summary>
    public WindowNodes Enter(string series)
    {
        string? observed = null;
        if (scaling.Masks)
        {
            var missing = graph.AddNode("IsNaN", [series], name: "missing")[0]; // [N, T, C]
            observed = graph.Cast(graph.Not(missing), ElementType.Float, "observed"); // [N, T, C]
            series = graph.Where(missing, means, series); // [N, T, C]
        }
        var scaled = graph.Div(graph.Sub(series, means), deviations, "scaled"); // [N, T, C]
        var window = scaling.Normalization switch
        {
            WindowNormalization.Mean => ByMean(scaled, observed),
            WindowNormalization.LastValue => ByLast(scaled, observed),
            _ => new WindowNodes(scaled, observed, null, null),
        };
        if (gains is null || shifts is null)
            return window;
        var affine = graph.Add(graph.Mul(window.Values, gains), shifts); // [N, T, C]
        return window with { Values = Masked(affine, observed) };
    }

    /// <summary>From answers [N, horizon, targets, levels] to raw values of the same shape.</summary>
    public string Leave(string steps, WindowNodes window)
    {
        if (gains is not null && shifts is not null)
        {
            var gain = graph.Add(OfTargets(gains, axis: 0), graph.Scalar(WindowScaling.GainEpsilon)); // [targets, 1]
            steps = graph.Div(graph.Sub(steps, OfTargets(shifts, axis: 0)), gain); // [N, horizon, targets, levels]
        }
        if (window.Spread is not null)
            steps = graph.Mul(steps, OfTargets(window.Spread, axis: 2)); // [N, horizon, targets, levels]
        if (window.Level is not null)
            steps = graph.Add(steps, OfTargets(window.Level, axis: 2)); // [N, horizon, targets, levels]
        return graph.Add(graph.Mul(steps, OfTargets(deviations, axis: 0)), OfTargets(means, axis: 0)); // [N, horizon, targets, levels]
    }

    private WindowNodes ByMean(string scaled, string? observed)
    {
        var count = observed is null
            ? null
            : graph.Max(graph.ReduceSum(observed, [1], keepDims: true), graph.Scalar(1f)); // [N, 1, C]
        var mean = MeanOf(scaled); // [N, 1, C]
        var centered = Masked(graph.Sub(scaled, mean), observed); // [N, T, C]
        var variance = graph.Add(MeanOf(graph.Mul(centered, centered)), graph.Scalar(WindowScaling.Epsilon)); // [N, 1, C]
        var deviation = graph.Sqrt(variance, "window_deviation"); // [N, 1, C]
        return new WindowNodes(graph.Div(centered, deviation), observed, mean, deviation);

        string MeanOf(string x) =>
            count is null ? RowSums.MeanOverTime(graph, x) : graph.Div(RowSums.OverTime(graph, x), count); // [N, 1, C]
    }

    private WindowNodes ByLast(string scaled, string? observed)
    {
        var last = observed is null
            ? graph.Slice(scaled, axis: 1, start: -1, end: long.MaxValue, name: "window_last")
            : LastObserved(scaled, observed); // [N, 1, C]
        return new WindowNodes(Masked(graph.Sub(scaled, last), observed), observed, last, null);
    }

    private string LastObserved(string scaled, string observed)
    {
        var time = graph.Squeeze(GraphShapes.Size(graph, scaled, axis: 1), [0]); // []
        var counted = graph.AddNode("Range", [graph.Scalar(0L), time, graph.Scalar(1L)])[0]; // [T], from 0
        var number = graph.Add(graph.Cast(graph.Unsqueeze(counted, [1]), ElementType.Float), graph.Scalar(1f)); // [T, 1], from 1
        var order = graph.Mul(observed, number); // [N, T, C]
        var latest = graph.Equal(order, graph.ReduceMax(order, [1], keepDims: true)); // [N, T, C]
        var alone = graph.Mul(scaled, graph.Cast(latest, ElementType.Float)); // [N, T, C]
        return graph.ReduceSum(alone, [1], keepDims: true, name: "window_last"); // [N, 1, C]
    }

    private string Masked(string values, string? observed) => observed is null ? values : graph.Mul(values, observed);

    // [C] -> [targets, 1], [N, 1, C] -> [N, 1, targets, 1]
    private string OfTargets(string columns, long axis)
    {
        long[] targets = [.. scaling.Targets.Select(target => (long)target)];
        return graph.Unsqueeze(graph.Gather(columns, graph.Constant(targets), axis), [axis + 1]);
    }
}
