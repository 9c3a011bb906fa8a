using System.Diagnostics;

namespace Microsoft.ML.Runtime;

/// <summary>Sends messages to the environment's listener; its beginning and end are messages too.</summary>
internal sealed class Channel : IChannel
{
    private readonly LocalEnvironment _root;
    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _disposed;

    public Channel(LocalEnvironment root, string fullName)
    {
        _root = root;
        ContextDescription = fullName;
        Trace(MessageSensitivity.None, "Channel started");
    }

    public string ContextDescription { get; }

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Send(ChannelMessage msg) => _root.Listener?.Invoke(ContextDescription, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Trace, sensitivity, fmt);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Trace, sensitivity, fmt, args);

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, sensitivity, fmt);

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Error, sensitivity, fmt, args);

    public void Warning(MessageSensitivity sensitivity, string fmt) =>
        Send(ChannelMessageKind.Warning, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Warning, sensitivity, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Info, sensitivity, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Info, sensitivity, fmt, args);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", Stopwatch.GetElapsedTime(_started));
        Trace(MessageSensitivity.None, "Channel disposed");
    }

    private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(new ChannelMessage(kind, sensitivity, fmt, args));
}

internal sealed class SilentPipe<TMessage> : IPipe<TMessage>
{
    public string ContextDescription => "";

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Send(TMessage msg) { }

    public void Dispose() { }
}
