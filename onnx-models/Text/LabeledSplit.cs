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
        : this(
            data ?? throw new ArgumentNullException(nameof(data)),
            (options ?? new LabeledSplitOptions()).Validate(),
            hasTest: true
        ) { }

    private LabeledSplit(LabeledTexts data, LabeledSplitOptions options, bool hasTest)
    {
        (Data, Options) = (data, options);
        (Training, Validation, Test) = StratifiedDraw.Of(data.Classes, options);
        if (Training.Select(row => data.Classes[row]).Distinct().Count() < 2)
            throw Errors.InvalidInput(
                $"Data '{data.Name}': expected two labels or more to tell apart, found {(data.Count == 0 ? "no text" : $"only '{data.Labels[data.Classes[0]]}'")}."
            );
        if (Validation.Count == 0 || (hasTest && Test.Count == 0))
            throw Errors.InvalidInput(
                $"Data '{data.Name}': expected enough texts of a label for each part, found {data.Count} texts: {Training.Count} to train on, {Validation.Count} to validate{(hasTest ? $", {Test.Count} to test" : "")}."
            );
    }

    private LabeledSplit(LabeledTexts data, int training)
    {
        (Data, Options) = (data, new LabeledSplitOptions { Validation = 0, Test = 0 });
        Training = [.. Enumerable.Range(0, training)];
        Validation = [.. Enumerable.Range(training, data.Count - training)];
        Test = [];
    }

    /// <summary>Cuts texts into a training and a validation part, and measures on the latter.</summary>
    /// <param name="data">The texts.</param>
    /// <param name="validation">Share of each label's texts that choose the best epoch. Default: 0.1.</param>
    /// <param name="seed">Seed of the choice. Default: 1.</param>
    /// <exception cref="InvalidInputException">The share is out of its range, there are fewer than two labels, or a part would be empty.</exception>
    public static LabeledSplit WithoutTest(LabeledTexts data, double validation = 0.1, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(validation > 0 && validation < 1))
            throw Errors.InvalidInput($"Option validation: expected a share above 0 and below 1, found {validation}.");
        var options = new LabeledSplitOptions
        {
            Validation = validation,
            Test = 0,
            Seed = seed,
        };
        return new LabeledSplit(data, options, hasTest: false);
    }

    /// <summary>Takes parts that are apart already; measures on the validation part.</summary>
    /// <param name="training">Texts to learn from, one or more.</param>
    /// <param name="validation">Texts that choose the best epoch, one or more, with the same labels.</param>
    /// <exception cref="InvalidInputException">The labels are not the same, or a part is empty.</exception>
    public static LabeledSplit Of(LabeledTexts training, LabeledTexts validation)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        if (training.Count == 0 || validation.Count == 0)
            throw Errors.InvalidInput(
                $"Data '{training.Name}': expected texts to train on and texts to validate, found {training.Count} and {validation.Count}."
            );
        return new LabeledSplit(training.Followed(validation), training.Count);
    }

    /// <summary>All texts.</summary>
    public LabeledTexts Data { get; }

    /// <summary>Shares and seed.</summary>
    public LabeledSplitOptions Options { get; }

    /// <summary>Rows to learn from, ascending.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>Rows that choose the best epoch, ascending.</summary>
    public IReadOnlyList<int> Validation { get; }

    /// <summary>Rows that only the final figures are measured on, ascending; none where there is no such part.</summary>
    public IReadOnlyList<int> Test { get; }

    /// <summary>What the final figures are measured on: the test part, or the validation part where there is none.</summary>
    public IReadOnlyList<int> Measured => Test.Count > 0 ? Test : Validation;

    /// <summary>Labels that come too seldom for the part that is measured, so that nothing is known of them.</summary>
    public IReadOnlyList<string> Unmeasured
    {
        get
        {
            var measured = Measured.Select(row => Data.Classes[row]).ToHashSet();
            return
            [
                .. Data
                    .Classes.Distinct()
                    .Order()
                    .Where(label => !measured.Contains(label))
                    .Select(label => Data.Labels[label]),
            ];
        }
    }
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
