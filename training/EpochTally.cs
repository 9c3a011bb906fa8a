namespace Rnn.Onnx.Training;

/// <summary>Sums over the steps of one epoch, and the refusal to go on from numbers that are none.</summary>
internal sealed class EpochTally(TrainingState state)
{
    // So much more than at the beginning is no learning any more, even where the numbers stay finite.
    private const double LargestGrowth = 1000;

    private double sum;
    private double normSum;
    private double? firstLoss;
    private int steps;
    private long step;

    public int Rows { get; private set; }

    /// <summary>Mean over the rows so far.</summary>
    public double Loss => sum / Rows;

    public double LearningRate { get; private set; }

    public double MeanNorm => normSum / steps;

    public double LargestNorm { get; private set; }

    /// <summary>Norm of the last gradients before clipping; 0 before the first.</summary>
    public double LastNorm { get; private set; }

    public void BeginStep(double learningRate) => (LearningRate, step) = (learningRate, state.Step + 1);

    public void AddBatch(double loss, int rows)
    {
        RequireFinite(loss, "loss");
        firstLoss ??= loss;
        sum += loss * rows;
        Rows += rows;
    }

    public void AddGradients(double norm)
    {
        LastNorm = norm;
        RequireFinite(norm, "gradient norm");
        steps++;
        normSum += norm;
        LargestNorm = Math.Max(LargestNorm, norm);
    }

    /// <summary>Refuses NaN and infinity, before they reach the weights.</summary>
    public void RequireFinite(double value, string name)
    {
        if (!double.IsFinite(value))
            throw Diverged(FormattableString.Invariant($"the {name} became {value}"));
    }

    /// <summary>Refuses an epoch whose mean loss left that of the beginning far behind.</summary>
    public void RequireBounded()
    {
        var first = state.Epoch == 0 ? firstLoss ?? 0 : state.History[0].TrainingLoss;
        if (Loss > LargestGrowth * Math.Max(Math.Abs(first), 1))
            throw Diverged(FormattableString.Invariant($"the mean loss grew from {first:G4} to {Loss:G4}"));
    }

    private TrainingDivergedException Diverged(string what) => new(what, state.Epoch + 1, step, LastNorm, LearningRate);
}
