using System.Globalization;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>
/// Whether a classifier learned anything: its loss beside that of always answering how often each class came in the training part.
/// Its text says so in words.
/// </summary>
/// <param name="ValidationLoss">The model's cross entropy on rows it did not learn from, nats a row.</param>
/// <param name="FrequencyLoss">The cross entropy of the classes' frequencies there, nats a row: ln 2 for two classes of equal size.</param>
public sealed record LearningVerdict(double ValidationLoss, double FrequencyLoss)
{
    /// <summary>A loss less than this share below the frequencies' is no better: chance does as much.</summary>
    private const double LeastGain = 0.02;

    /// <summary>Whether the loss is at least 2 % below that of the frequencies.</summary>
    public bool Learned => ValidationLoss < (1 - LeastGain) * FrequencyLoss;

    /// <summary>Compares a loss with the frequencies of the classes.</summary>
    /// <param name="validationLoss">The model's mean cross entropy on the validation part, nats.</param>
    /// <param name="training">The classes of the training part; none of the validation part may be missing.</param>
    /// <param name="validation">The classes of the validation part.</param>
    /// <exception cref="InvalidInputException">A part is empty, or a class of the validation part is not in the training part.</exception>
    public static LearningVerdict Of(double validationLoss, IEnumerable<long> training, IEnumerable<long> validation)
    {
        var counts = training.CountBy(label => label).ToDictionary();
        var rows = (double)counts.Values.Sum();
        var (sum, validated) = (0.0, 0);
        foreach (var label in validation)
        {
            if (!counts.TryGetValue(label, out var count))
                throw new InvalidInputException(
                    $"Class {label}: expected it in the training part, since it is in the validation part, found none of {rows} rows."
                );
            sum -= Math.Log(count / rows);
            validated++;
        }
        if (validated == 0)
            throw new InvalidInputException("Validation part: expected rows with classes, found none.");
        return new LearningVerdict(validationLoss, sum / validated);
    }

    /// <summary>One sentence with both losses.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Learned ? "Learned" : "Nothing was learned")}: the validation loss is {ValidationLoss:F4} and the loss of answering the classes' frequencies {FrequencyLoss:F4}."
        );
}
