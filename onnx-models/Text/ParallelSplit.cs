namespace Rnn.Onnx.Models.Text;

/// <summary>Pairs of texts to learn from, to choose the best epoch by, and to measure the final figures on.</summary>
public sealed class ParallelSplit
{
    /// <summary>Share of the pairs that choose the best epoch where no file does: 0.1.</summary>
    public const double DefaultValidation = 0.1;

    /// <summary>Takes parts that are files of their own.</summary>
    /// <param name="training">What is learned from; pairs with an empty side are left out.</param>
    /// <param name="validation">What chooses the best epoch.</param>
    /// <param name="test">What only the final figures are measured on; null where there is no such part.</param>
    /// <exception cref="InvalidInputException">No training pair has a text on both sides.</exception>
    public ParallelSplit(ParallelTexts training, ParallelTexts validation, ParallelTexts? test = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        Training = training.WithoutEmpty();
        Validation = validation;
        Test = test;
    }

    /// <summary>What is learned from: pairs with a text on both sides.</summary>
    public ParallelTexts Training { get; }

    /// <summary>What chooses the best epoch.</summary>
    public ParallelTexts Validation { get; }

    /// <summary>What only the final figures are measured on; null where there is no such part.</summary>
    public ParallelTexts? Test { get; }

    /// <summary>What the final figures are measured on: the test part, or the validation part where there is none.</summary>
    public ParallelTexts Measured => Test ?? Validation;

    /// <summary>Cuts pairs in their order: to train on, behind them to validate and, where asked for, to test.</summary>
    /// <param name="data">The pairs.</param>
    /// <param name="validation">Share of the pairs that choose the best epoch; 0.1 by default, one pair at the least.</param>
    /// <param name="test">Share of the pairs at the end that only the final figures are measured on; 0, none, by default.</param>
    /// <exception cref="InvalidInputException">A share is out of its range, or there are too few pairs for all parts.</exception>
    public static ParallelSplit Of(ParallelTexts data, double validation = DefaultValidation, double test = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(validation > 0 && test >= 0 && validation + test < 1))
            throw Errors.InvalidInput(
                $"Options validation and test: expected shares from 0, that of the validation above it, that leave something to train on, found {validation} and {test}."
            );
        var (validates, tests) = (Share(validation), test > 0 ? Share(test) : 0);
        var trains = data.Count - validates - tests;
        if (trains < 1)
            throw Errors.InvalidInput(
                $"Files '{data.SourcePath}' and '{data.TargetPath}': expected a pair for each part, found {data.Count} in all."
            );
        return new ParallelSplit(
            data.Part(0, trains),
            data.Part(trains, trains + validates),
            tests > 0 ? data.Part(trains + validates, data.Count) : null
        );

        int Share(double share) => Math.Max(1, (int)Math.Round(data.Count * share, MidpointRounding.AwayFromZero));
    }
}
