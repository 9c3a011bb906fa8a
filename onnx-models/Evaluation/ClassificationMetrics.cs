namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How often a classifier was right, overall and label by label, as scikit-learn defines it.</summary>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="MacroF1">Mean of the labels' F1, of those that come in the truth or in the answers.</param>
/// <param name="CrossEntropy">Mean of -ln(probability of the truth), nats a text; a probability below 1e-15 counts as that.</param>
/// <param name="Classes">Each label, in the order of the labels.</param>
/// <param name="Confusion">Texts by the number of their label and of the answer: [truth][answer].</param>
public sealed record ClassificationMetrics(
    double Accuracy,
    double MacroF1,
    double CrossEntropy,
    IReadOnlyList<ClassMetrics> Classes,
    IReadOnlyList<IReadOnlyList<int>> Confusion
)
{
    private const double LeastProbability = 1e-15;

    /// <summary>Texts measured.</summary>
    public int Count => Classes.Sum(label => label.Support);

    /// <summary>Measures answers.</summary>
    /// <param name="labels">The labels, K.</param>
    /// <param name="truth">The number of each text's label, from 0 to K - 1.</param>
    /// <param name="answers">The number of the label answered to each text.</param>
    /// <param name="probabilities">The probability that each text's own label was given.</param>
    /// <exception cref="InvalidInputException">There is no text.</exception>
    public static ClassificationMetrics Of(
        IReadOnlyList<string> labels,
        IReadOnlyList<int> truth,
        IReadOnlyList<int> answers,
        IReadOnlyList<float> probabilities
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(truth);
        if (truth.Count == 0)
            throw Errors.InvalidInput($"Data: expected a text or more to measure on, found none.");
        var confusion = new int[labels.Count][];
        for (var label = 0; label < labels.Count; label++)
            confusion[label] = new int[labels.Count];
        foreach (var (right, answer) in truth.Zip(answers))
            confusion[right][answer]++;

        ClassMetrics[] classes = [.. labels.Select((label, i) => ClassMetrics.Of(label, i, confusion))];
        return new ClassificationMetrics(
            (double)confusion.Select((row, label) => row[label]).Sum() / truth.Count,
            classes.Where(label => label.Support + label.Answers > 0).Average(label => label.F1),
            probabilities.Average(p => -Math.Log(Math.Max(p, LeastProbability))),
            classes,
            confusion
        );
    }
}

/// <summary>How well one label is found; 0 where nothing is there to divide by.</summary>
/// <param name="Label">The label.</param>
/// <param name="Precision">Share of right answers among those that gave this label.</param>
/// <param name="Recall">Share of right answers among the texts of this label.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="Support">Texts of this label.</param>
/// <param name="Answers">Answers that gave this label.</param>
public sealed record ClassMetrics(string Label, double Precision, double Recall, double F1, int Support, int Answers)
{
    internal static ClassMetrics Of(string label, int number, int[][] confusion)
    {
        var right = confusion[number][number];
        var (support, answers) = (confusion[number].Sum(), confusion.Sum(row => row[number]));
        return new ClassMetrics(
            label,
            Share(right, answers),
            Share(right, support),
            Share(2 * right, support + answers),
            support,
            answers
        );
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
