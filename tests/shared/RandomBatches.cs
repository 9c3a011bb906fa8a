using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Random inputs for any of our files, deterministic in their arguments.</summary>
internal static class RandomBatches
{
    /// <summary>All inputs that must be fed; times are days of this century, and reach as far beyond the series as the forecast does.</summary>
    public static NamedTensor[] Of(ModelFile file, int rows, int time, bool missing = false)
    {
        var random = new Random(100 * rows + time);
        var horizon = file.Outputs[0].Shape.Count > 1 ? file.Outputs[0].Shape[1].Value ?? 0 : 0;
        return [.. file.Inputs.Select(Input)];

        NamedTensor Input(TensorInfo info)
        {
            long[] shape =
            [
                .. info.Shape.Select(dim =>
                    dim.Value
                    ?? dim.Symbol switch
                    {
                        "batch" => rows,
                        "steps" => time + horizon,
                        _ => time,
                    }
                ),
            ];
            var count = (int)shape.Aggregate(1L, (product, size) => product * size);
            if (info.Name == "times")
                return NamedTensor.Of(info.Name, Days(rows, (int)shape[1]), shape);
            if (info.ElementType == ElementType.String)
                return NamedTensor.Of(info.Name, [.. Numbers(count).Select(_ => Date(random))], shape);
            if (info.ElementType == ElementType.Int64)
                return NamedTensor.Of(info.Name, [.. Numbers(count).Select(_ => random.NextInt64(4))], shape);
            var values = RandomForecasters.Uniform(random, count).Select(value => 3 * value);
            return NamedTensor.Of(
                info.Name,
                [.. values.Select(value => missing && random.Next(5) == 0 ? float.NaN : value)],
                shape
            );
        }

        long[] Days(int count, int steps)
        {
            const long Day = 86_400;
            var first = Numbers(count).Select(_ => Day * random.NextInt64(10_957, 20_000)).ToArray();
            return [.. first.SelectMany(start => Numbers(steps).Select(i => start + i * Day))];
        }
    }

    // What the zoo's file of texts was made for: no letter of its answers hangs on the last bits of a number.
    private static string Date(Random random) =>
        FormattableString.Invariant($"{random.Next(1, 29)} March {random.Next(1950, 2050)}");

    /// <summary>One row as a batch of its own.</summary>
    public static NamedTensor Row(NamedTensor batch, int row)
    {
        var size = batch.Data.Length / (int)batch.Shape[0];
        var part = (row * size)..((row + 1) * size);
        long[] shape = [1, .. batch.Shape[1..]];
        return Part(batch, part, shape);
    }

    /// <summary>The first steps of a batch of one row, where it has any.</summary>
    public static NamedTensor Steps(TensorInfo info, NamedTensor row, long count)
    {
        if (info.Shape.Count < 2 || info.Shape[1].Symbol != "time")
            return row;
        long[] shape = [1, count, .. row.Shape[2..]];
        return Part(row, 0..(int)shape.Aggregate(1L, (product, size) => product * size), shape);
    }

    private static NamedTensor Part(NamedTensor tensor, Range part, long[] shape) =>
        tensor.ElementType switch
        {
            ElementType.Int64 => NamedTensor.Of(tensor.Name, tensor.Longs[part], shape),
            ElementType.String => NamedTensor.Of(tensor.Name, tensor.Strings[part], shape),
            _ => NamedTensor.Of(tensor.Name, tensor.Floats[part], shape),
        };

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);
}
