namespace Rnn.Onnx.Models.Text;

/// <summary>Draws rows at random, of each class the same shares.</summary>
public static class StratifiedDraw
{
    /// <summary>Rows to learn from, to choose the best epoch by and to measure on, each ascending. A class with rows has one to learn from.</summary>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="options">Shares and seed; they are taken as they are.</param>
    public static (IReadOnlyList<int> Training, IReadOnlyList<int> Validation, IReadOnlyList<int> Test) Of(
        IReadOnlyList<int> classes,
        LabeledSplitOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(options);
        var random = new Random(options.Seed);
        var (training, validation, test) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var rows in Enumerable.Range(0, classes.Count).GroupBy(row => classes[row]).OrderBy(rows => rows.Key))
        {
            var order = rows.ToArray();
            random.Shuffle(order);
            // The training part is what is left, and one row at the least.
            var tests = Math.Min(Share(order, options.Test), order.Length - 1);
            var validates = Math.Min(Share(order, options.Validation), order.Length - 1 - tests);
            test.AddRange(order[..tests]);
            validation.AddRange(order[tests..(tests + validates)]);
            training.AddRange(order[(tests + validates)..]);
        }
        return ([.. training.Order()], [.. validation.Order()], [.. test.Order()]);

        static int Share(int[] rows, double share) =>
            (int)Math.Round(rows.Length * share, MidpointRounding.AwayFromZero);
    }
}
