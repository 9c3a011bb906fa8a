using Microsoft.Extensions.Logging;

namespace Rnn.Onnx.Hosting;

/// <summary>What pools write into the log.</summary>
internal static partial class PoolLog
{
    [LoggerMessage(1, LogLevel.Information, "Model {Name}: '{File}' was loaded anew.")]
    public static partial void Reloaded(ILogger logger, string name, string file);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Model {Name}: the changed file was refused, the one before still answers. {Problem}"
    )]
    public static partial void Refused(ILogger logger, string name, string problem);
}
