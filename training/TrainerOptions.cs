using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training;

/// <summary>How a <see cref="Trainer"/> trains.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the training part at the most. Default: 60.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Rows of a batch, N. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate of Adam (Kingma and Ba 2015, algorithm 1). Default: 0.003.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Largest norm of all gradients together; larger ones are scaled down to it. Default: 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Epochs without a better validation loss after which training ends. Default: 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Seed of the initial weights, of dropout and of the order of rows. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the tensor library; null leaves its own choice. Default: null.</summary>
    public int? Threads { get; init; }

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TrainerOptions Validate()
    {
        OptionRange.AtLeast(Epochs, 1, "epochs");
        OptionRange.AtLeast(BatchSize, 1, "batch-size");
        OptionRange.Positive(LearningRate, "learning-rate");
        OptionRange.Positive(ClipNorm, "clip-norm");
        OptionRange.AtLeast(Patience, 1, "patience");
        OptionRange.AtLeast(Threads ?? 1, 1, "threads");
        return this;
    }
}
