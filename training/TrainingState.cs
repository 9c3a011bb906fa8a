using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Optimization.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>All that changes while a run goes on: with the options it says how the run goes on from here.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly List<EpochResult> history = [];
    private readonly TrainerOptions options;

    public TrainingState(nn.Module model, TrainerOptions options)
    {
        Model = model;
        this.options = options;
        // What asks for no gradient is frozen: it has no step, no decay and no state.
        Parameters = [.. model.parameters().Where(parameter => parameter.requires_grad)];
        Optimizer = Optimizers.Create(options.Optimizer, Parameters, options.LearningRate);
        Steps = new ClippedSteps(Parameters, Optimizer, options);
        Average = options.WeightAverage > 0 ? new AveragedWeights(model, options.WeightAverage) : null;
    }

    public nn.Module Model { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public OptimizerHelper Optimizer { get; }

    /// <summary>Clips the gradients and takes the steps of <see cref="Optimizer"/>.</summary>
    public ClippedSteps Steps { get; }

    /// <summary>The running average of the weights; null when there is none.</summary>
    public AveragedWeights? Average { get; }

    public BestWeights BestWeights { get; } = new();

    public IReadOnlyList<EpochResult> History => history;

    /// <summary>The best epoch, by the lowest validation loss or as the options say; null before the first one's end.</summary>
    public EpochResult? Best { get; private set; }

    /// <summary>Epochs done.</summary>
    public int Epoch => history.Count;

    /// <summary>Optimizer steps done.</summary>
    public long Step { get; set; }

    /// <summary>Whether the last epoch is done, or the loss has not improved for too long.</summary>
    public bool IsOver() => Epoch >= options.Epochs || (Best is not null && Epoch - Best.Epoch >= options.Patience);

    /// <summary>Enters an epoch's result, and keeps the weights where it is the best.</summary>
    public void Add(EpochResult result)
    {
        if (Enter(result))
            BestWeights.Keep(Model);
    }

    /// <summary>Enters the results of the run that is resumed; the weights come from its checkpoint.</summary>
    public void Enter(IEnumerable<EpochResult> results)
    {
        foreach (var result in results)
            Enter(result);
    }

    private bool Enter(EpochResult result)
    {
        history.Add(result);
        var isBest = options.IsBetter(result, Best);
        if (isBest)
            Best = result;
        return isBest;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Average?.Dispose();
        BestWeights.Dispose();
    }
}
