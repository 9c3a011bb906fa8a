namespace Rnn.Onnx.Training.Optimization;

/// <summary>Where a run stands when the rate of the next step is asked for.</summary>
/// <param name="Step">Optimizer steps done.</param>
/// <param name="Steps">Optimizer steps of the whole run.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="ValidationLosses">Validation loss of each of them.</param>
public sealed record SchedulePoint(long Step, long Steps, int Epoch, IReadOnlyList<double> ValidationLosses);
