using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public class LoggingEventArgs : EventArgs
{
    public LoggingEventArgs(string message) => Message = message;

    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={Source}, Kind={Kind}] {RawMessage}";
    }

    /// <summary>The channel that the message came through, with the components it belongs to.</summary>
    public string Source { get; }

    public ChannelMessageKind Kind { get; }

    /// <summary>With source and kind in front.</summary>
    public string Message { get; }

    public string RawMessage { get; }
}
