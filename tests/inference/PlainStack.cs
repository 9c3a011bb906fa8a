using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>The contract of a recurrent stack, row by row and step by step in double precision, sharing no code with the product.</summary>
internal static class PlainStack
{
    public static NamedTensor[] Run(IReadOnlyList<RecurrentLayer> layers, LayerRun run)
    {
        var (d, h, states) = (layers[0].DirectionCount, layers[0].Hidden, layers.Count * layers[0].DirectionCount);
        var sequence = new List<double>();
        var last = new List<double>();
        var finalHidden = new List<double>();
        var finalCell = new List<double>();
        var x = run.X(layers[0].Features);
        for (var row = 0; row < run.Batch; row++)
        {
            var length = Math.Max(1, run.Lengths?[row] ?? run.Time);
            var size = layers[0].Features;
            var steps = Enumerable
                .Range(row * run.Time, length)
                .Select(t => Array.ConvertAll(x[(t * size)..((t + 1) * size)], value => (double)value))
                .ToArray();
            for (var layer = 0; layer < layers.Count; layer++)
            {
                var own = Enumerable.Range(0, length).Select(_ => new double[d * h]).ToArray();
                for (var direction = 0; direction < d; direction++)
                {
                    var at = ((row * states) + (layer * d) + direction) * h;
                    var cell = new PlainCell(
                        layers[layer].Cell,
                        direction == 0 ? layers[layer].Forward : layers[layer].Backward!
                    );
                    var hidden = Initial(run.State, run.InitialHidden(states, h), at, h);
                    var memory = Initial(run.State, run.InitialCell(states, h), at, h);
                    for (var step = 0; step < length; step++)
                    {
                        var t = direction == 0 ? step : length - 1 - step;
                        (hidden, memory) = cell.Step(steps[t], hidden, memory);
                        hidden.CopyTo(own[t], direction * h);
                    }

                    finalHidden.AddRange(hidden);
                    finalCell.AddRange(memory);
                }

                steps =
                    run.Residual && layer > 0
                        ? [.. own.Zip(steps, (a, b) => a.Zip(b, (p, q) => p + q).ToArray())]
                        : own;
            }

            sequence.AddRange(steps.SelectMany(step => step));
            sequence.AddRange(new double[(run.Time - length) * d * h]);
            last.AddRange(steps[^1][..h]);
            last.AddRange(d == 2 ? steps[0][h..] : []);
        }

        List<NamedTensor> results =
        [
            Tensor("sequence", sequence, run.Batch, run.Time, d * h),
            Tensor("last", last, run.Batch, d * h),
            Tensor("h_out", finalHidden, run.Batch, states, h),
        ];
        if (layers[0].Cell == CellKind.Lstm)
            results.Add(Tensor("c_out", finalCell, run.Batch, states, h));
        return [.. results];
    }

    private static double[] Initial(bool given, float[] all, int at, int size) =>
        given ? Array.ConvertAll(all[at..(at + size)], value => (double)value) : new double[size];

    private static NamedTensor Tensor(string name, List<double> data, params ReadOnlySpan<long> shape) =>
        NamedTensor.Of(name, [.. data.Select(value => (float)value)], shape);
}
