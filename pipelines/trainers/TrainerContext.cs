using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Where a trainer lives: what it makes transformers with, and who is told how the training goes.</summary>
/// <param name="Context">Makes the transformers.</param>
/// <param name="Log">The log of the caller's context.</param>
internal sealed record TrainerContext(MLContext Context, IChannelProvider Log)
{
    /// <summary>Of a catalog of ours, which knows its context.</summary>
    public static TrainerContext Of(MLContext context) => new(context, context);

    /// <summary>
    /// Of one of ML.NET's catalogs, which do not give their context away: a context of its own, whose log is that of the
    /// catalog's environment, where that can be read.
    /// </summary>
    public static TrainerContext Of(TrainCatalogBase.CatalogInstantiatorBase trainers)
    {
        var context = new MLContext();
        if (CatalogContext.Of(trainers) is not { } environment)
            return new(context, context);
        context.Log += (_, message) => Forward(environment, message);
        return new(context, environment);
    }

    // What ML.NET's own transformers say is said where the trainer's caller listens.
    private static void Forward(IHostEnvironment environment, LoggingEventArgs message)
    {
        using var channel = environment.Start(message.Source);
        Action<MessageSensitivity, string> tell = message.Kind switch
        {
            ChannelMessageKind.Error => channel.Error,
            ChannelMessageKind.Warning => channel.Warning,
            ChannelMessageKind.Info => channel.Info,
            _ => channel.Trace,
        };
        tell(MessageSensitivity.Unknown, message.RawMessage);
    }
}
