using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Tells a context's log how a training goes: a line for each epoch that has begun, and one at the end.</summary>
internal sealed class LogProgress : IProgress<TrainingProgress>, IDisposable
{
    private readonly IChannel channel;
    private TrainingProgress? latest;

    /// <summary>Opens a channel of the context's log.</summary>
    /// <param name="context">Whose <see cref="MLContext.Log"/> is told.</param>
    /// <param name="trainer">What the messages' source is called.</param>
    public LogProgress(IChannelProvider context, string trainer) => channel = context.Start(trainer);

    public void Report(TrainingProgress value)
    {
        if (latest is not null && latest.Epoch != value.Epoch)
            Tell(latest);
        latest = value;
    }

    /// <summary>Says something else, behind the last epoch.</summary>
    public void Info(string message)
    {
        TellLatest();
        channel.Info(MessageSensitivity.None, message);
    }

    public void Dispose()
    {
        TellLatest();
        channel.Dispose();
    }

    private void TellLatest()
    {
        if (latest is not null)
            Tell(latest);
        latest = null;
    }

    private void Tell(TrainingProgress at) =>
        channel.Info(
            MessageSensitivity.None,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Epoch {at.Epoch} of {at.Epochs}: training loss {at.Loss:G5}, {at.RowsPerSecond:F0} rows a second."
            )
        );
}
