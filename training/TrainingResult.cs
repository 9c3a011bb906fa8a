namespace Rnn.Onnx.Training;

/// <summary>What a run came to. The model holds the weights of <see cref="Best"/>.</summary>
/// <param name="History">Every epoch, in order.</param>
/// <param name="Best">The best epoch: that of the lowest validation loss, unless the options say otherwise.</param>
/// <param name="Elapsed">Time of the run, without what was done before it was resumed.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> History, EpochResult Best, TimeSpan Elapsed);
