namespace Rnn.Onnx.Training;

/// <summary>One epoch of a run.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the epoch's steps, weighted by rows.</param>
/// <param name="ValidationLoss">Mean loss over the validation part after the epoch.</param>
public sealed record EpochResult(int Epoch, double TrainingLoss, double ValidationLoss);

/// <summary>What a run came to. The model holds the weights of <see cref="Best"/>.</summary>
/// <param name="History">Every epoch, in order.</param>
/// <param name="Best">The epoch of the lowest validation loss.</param>
/// <param name="Elapsed">Time of the run.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> History, EpochResult Best, TimeSpan Elapsed);
