using Rnn.Onnx.Training.Checkpoints;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Toys;

/// <summary>A small network with dropout and its run.</summary>
internal static class ToyRun
{
    public static readonly TrainerOptions Quick = new()
    {
        Epochs = 6,
        BatchSize = 16,
        Threads = 1,
        Patience = 100,
        LearningRate = 0.02,
    };

    public static nn.Module<Tensor, Tensor> Model(double dropout = 0.2, int hidden = 8)
    {
        manual_seed(3);
        return nn.Sequential(nn.Linear(4, hidden), nn.Tanh(), nn.Dropout(dropout), nn.Linear(hidden, 1));
    }

    public static Tensor Loss(Tensor outputs, Tensor targets) => nn.functional.mse_loss(outputs, targets);

    public static TrainingObjective Objective(nn.Module<Tensor, Tensor> model) =>
        TrainingObjective.Of(model, Loss) with
        {
            Description = new CheckpointModel("toy", """{"hidden":8}""", """{"columns":["a"]}"""),
        };

    /// <summary>Trains a fresh model to the end.</summary>
    public static (byte[] Weights, TrainingResult Result) Train(
        TrainerOptions options,
        IProgress<TrainingProgress>? progress = null,
        double dropout = 0.2,
        int hidden = 8,
        CancellationToken cancel = default
    )
    {
        using var model = Model(dropout, hidden);
        var result = new Trainer(options).Fit(
            Objective(model),
            new ToyData(90, options.BatchSize, seed: 1),
            new ToyData(40, 40, seed: 2, shuffled: false),
            progress,
            cancel
        );
        return (Weights(model), result);
    }

    /// <summary>The bytes of all parameters.</summary>
    public static byte[] Weights(nn.Module model) => [.. model.parameters().SelectMany(p => p.bytes.ToArray())];

    /// <summary>What must be the same to the last bit.</summary>
    public static (int, double, double, double)[] Figures(IEnumerable<EpochResult> history) =>
        [.. history.Select(e => (e.Epoch, e.TrainingLoss, e.ValidationLoss, e.LearningRate))];
}
