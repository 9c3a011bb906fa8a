using Microsoft.ML.Runtime;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Says in a context's log, once for each reason, that a model runs on the CPU because there is no CUDA device.</summary>
internal static class DeviceLog
{
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal);

    /// <summary>Says it, if it is so and was not said before in this process.</summary>
    /// <param name="catalog">A catalog of the context.</param>
    /// <param name="model">The model.</param>
    public static void Tell(object catalog, SequenceModel model)
    {
        if (model.Fallback is not { } reason)
            return;
        lock (Told)
        {
            if (!Told.Add(reason))
                return;
        }
        using var channel = CatalogContext.Start(catalog, "ScoreSequences");
        channel?.Warning(MessageSensitivity.None, $"No CUDA device, so models run on the CPU: {reason}.");
    }
}
