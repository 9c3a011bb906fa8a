using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>Gatherers of rows that stand in arrays, for a <see cref="BucketBatcher"/>.</summary>
public static class PaddedRows
{
    /// <summary>The target that PyTorch's cross entropy leaves out: −100.</summary>
    public const long NoTarget = -100;

    /// <summary>Ids or tags, a number a step: int64 [N, T].</summary>
    /// <param name="rows">Each row's numbers.</param>
    /// <param name="padding">What stands behind a row's end: 0 for ids, <see cref="NoTarget"/> for tags.</param>
    public static RowGatherer Ids(IReadOnlyList<long[]> rows, long padding = 0)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return (numbers, steps) => tensor(Gather(rows, numbers, steps, padding), [numbers.Length, steps]); // [N, T]
    }

    /// <summary>Values, some features a step: float [N, T, C], 0 behind a row's end.</summary>
    /// <param name="rows">Each row's values, step by step.</param>
    /// <param name="features">Values of a step, C.</param>
    public static RowGatherer Values(IReadOnlyList<float[]> rows, int features)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return (numbers, steps) =>
            tensor(Gather(rows, numbers, steps * features, 0f), [numbers.Length, steps, features]); // [N, T, C]
    }

    /// <summary>Ids of the characters of each step's word: int64 [N, T, L], L the characters of the batch's longest word, 0 behind a word's end.</summary>
    /// <param name="rows">Each row's words as ids of their characters.</param>
    public static RowGatherer Characters(IReadOnlyList<long[][]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return (numbers, steps) =>
        {
            var longest = 1;
            foreach (var row in numbers)
                longest = Math.Max(longest, rows[row].Max(word => word.Length));
            var all = new long[numbers.Length * steps * longest];
            for (var i = 0; i < numbers.Length; i++)
            for (var t = 0; t < rows[numbers[i]].Length; t++)
                rows[numbers[i]][t].CopyTo(all.AsSpan((i * steps + t) * longest));
            return tensor(all, [numbers.Length, steps, longest]); // [N, T, L]
        };
    }

    /// <summary>One class a row: int64 [N].</summary>
    /// <param name="classes">Each row's class.</param>
    public static RowGatherer Classes(IReadOnlyList<long> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return (numbers, _) => tensor(Array.ConvertAll(numbers.ToArray(), row => classes[row])); // [N]
    }

    /// <summary>As many values a row as the first one has: float [N, K].</summary>
    /// <param name="rows">Each row's values.</param>
    public static RowGatherer Answers(IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return (numbers, _) => tensor(Gather(rows, numbers, rows[0].Length, 0f), [numbers.Length, rows[0].Length]); // [N, K]
    }

    private static T[] Gather<T>(IReadOnlyList<T[]> rows, ReadOnlySpan<int> numbers, int width, T padding)
    {
        var all = new T[numbers.Length * width];
        Array.Fill(all, padding);
        for (var i = 0; i < numbers.Length; i++)
            rows[numbers[i]].CopyTo(all.AsSpan(i * width, width));
        return all;
    }
}
