using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Optimization;

namespace Rnn.Onnx.Training;

/// <summary>How a <see cref="Trainer"/> trains.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the training part at the most. Default: 60.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Rows of a batch, N. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Batches whose gradients make one step, as if they were one batch. Default: 1.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Highest learning rate of the schedule. Default: 0.003.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>The optimizer. Default: Adam without weight decay.</summary>
    public OptimizerSettings Optimizer { get; init; } = new();

    /// <summary>How the learning rate goes over the run. Default: it stays.</summary>
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>
    /// Largest norm of all gradients together; larger ones are scaled down to it (Pascanu et al. 2013, algorithm 1).
    /// 0 lets them be. Default: 1.
    /// </summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Largest absolute value in a gradient, before the norm is clipped; 0 lets them be. Default: 0.</summary>
    public double ClipValue { get; init; }

    /// <summary>
    /// Decay of a running average of the weights (Polyak and Juditsky 1992), such as 0.99, which is measured and kept in place of
    /// the last weights; 0: none. Default: 0.
    /// </summary>
    public double WeightAverage { get; init; }

    /// <summary>Epochs without a better validation loss after which training ends. Default: 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>
    /// The measure of the objective whose largest value chooses the best epoch, such as <c>accuracy</c>. Default: null, the lowest
    /// validation loss chooses.
    /// </summary>
    public string? BestMetric { get; init; }

    /// <summary>Where the model is trained. Default: <see cref="TrainingDevice.Auto"/>.</summary>
    public TrainingDevice Device { get; init; } = TrainingDevice.Auto;

    /// <summary>Seed of the initial weights, of dropout and of the order of rows. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the tensor library; null leaves its own choice. Default: null.</summary>
    public int? Threads { get; init; }

    /// <summary>Where checkpoints go, and whether to go on from one; null writes none. Default: null.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Whether an epoch is better than the best one so far; of equal ones the first stays.</summary>
    /// <exception cref="InvalidInputException">The objective does not measure <see cref="BestMetric"/>.</exception>
    internal bool IsBetter(EpochResult epoch, EpochResult? best)
    {
        var score = Score(epoch);
        return best is null || score > Score(best);

        double Score(EpochResult of) =>
            BestMetric is null ? -of.ValidationLoss
            : of.Metrics.TryGetValue(BestMetric, out var value) ? value
            : throw new InvalidInputException(
                $"Option best-by: expected one of the measures {string.Join(", ", of.Metrics.Keys.Prepend("loss"))}, found {BestMetric}."
            );
    }

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TrainerOptions Validate()
    {
        OptionRange.AtLeast(Epochs, 1, "epochs");
        OptionRange.AtLeast(BatchSize, 1, "batch-size");
        OptionRange.AtLeast(Accumulate, 1, "accumulate");
        OptionRange.Positive(LearningRate, "learning-rate");
        OptionRange.NotNegative(ClipNorm, "clip-norm");
        OptionRange.NotNegative(ClipValue, "clip-value");
        OptionRange.Within(WeightAverage, 0, 1, "weight-average");
        OptionRange.AtLeast(Patience, 1, "patience");
        OptionRange.AtLeast(Threads ?? 1, 1, "threads");
        Optimizer.Validate();
        Schedule.Validate();
        Checkpoint?.Validate();
        return this;
    }
}
