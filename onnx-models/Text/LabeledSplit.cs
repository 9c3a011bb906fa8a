namespace Rnn.Onnx.Models.Text;

/// <summary>
/// Labeled texts cut at random into training, validation and test part, each label with the same shares (stratified). The same
/// seed cuts the same texts in the same way.
/// </summary>
public sealed class LabeledSplit
{
    /// <summary>Cuts texts.</summary>
    /// <param name="data">The texts.</param>
    /// <param name="options">Shares and seed.</param>
    /// <exception cref="InvalidInputException">
    /// An option is out of its range, there are fewer than two labels, or a part would be empty. A label is in the training part
    /// at least once: one that comes once is learned but not measured.
    /// </exception>
    public LabeledSplit(LabeledTexts data, LabeledSplitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Options = (options ?? new LabeledSplitOptions()).Validate();
        Data = data;
        var rows = Enumerable.Range(0, data.Count).ToLookup(row => data.Classes[row]);
        if (rows.Count < 2)
            throw Errors.InvalidInput(
                $"Data '{data.Name}': expected two labels or more to tell apart, found {(rows.Count == 0 ? "no text" : $"only '{data.Labels[rows.First().Key]}'")}."
            );
        var random = new Random(Options.Seed);
        var (training, validation, test) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var label in rows.OrderBy(label => label.Key))
        {
            var order = label.ToArray();
            random.Shuffle(order);
            // The training part is what is left, and one text at the least.
            var tests = Math.Min(Share(order, Options.Test), order.Length - 1);
            var validates = Math.Min(Share(order, Options.Validation), order.Length - 1 - tests);
            test.AddRange(order[..tests]);
            validation.AddRange(order[tests..(tests + validates)]);
            training.AddRange(order[(tests + validates)..]);
        }
        if (validation.Count == 0 || test.Count == 0)
            throw Errors.InvalidInput(
                $"Data '{data.Name}': expected enough texts of a label for each part, found {data.Count} texts: {training.Count} to train on, {validation.Count} to validate, {test.Count} to test."
            );
        (Training, Validation, Test) = ([.. training.Order()], [.. validation.Order()], [.. test.Order()]);
        Unmeasured = [.. rows.Where(label => !label.Intersect(Test).Any()).Select(label => data.Labels[label.Key])];

        static int Share(int[] rows, double share) =>
            (int)Math.Round(rows.Length * share, MidpointRounding.AwayFromZero);
    }

    /// <summary>All texts.</summary>
    public LabeledTexts Data { get; }

    /// <summary>Shares and seed.</summary>
    public LabeledSplitOptions Options { get; }

    /// <summary>Rows to learn from, ascending.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>Rows that choose the best epoch, ascending.</summary>
    public IReadOnlyList<int> Validation { get; }

    /// <summary>Rows that the final figures are measured on, ascending.</summary>
    public IReadOnlyList<int> Test { get; }

    /// <summary>Labels that come too seldom for the test part, so that nothing is measured of them.</summary>
    public IReadOnlyList<string> Unmeasured { get; }
}

/// <summary>How a <see cref="LabeledSplit"/> cuts.</summary>
public sealed record LabeledSplitOptions
{
    /// <summary>Share of each label's texts that choose the best epoch. Default: 0.1.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>Share of each label's texts that only the final figures are measured on. Default: 0.1.</summary>
    public double Test { get; init; } = 0.1;

    /// <summary>Seed of the choice. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A share is out of its range.</exception>
    public LabeledSplitOptions Validate() =>
        Validation > 0 && Test > 0 && Validation + Test < 1
            ? this
            : throw Errors.InvalidInput(
                $"Options validation and test: expected shares above 0 that leave something to train on, found {Validation} and {Test}."
            );
}
