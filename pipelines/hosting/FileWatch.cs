namespace Rnn.Onnx.Hosting;

/// <summary>
/// Looks at a file at intervals and tells of each change once. By its time and length: that works on every file system, in
/// containers and through links as well.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly string path;
    private readonly Action changed;
    private readonly Lock gate = new();
    private readonly TimeSpan interval;
    private readonly ITimer timer;
    private (DateTime Written, long Length)? seen;

    /// <summary>What the file is now counts as seen.</summary>
    public FileWatch(string path, TimeSpan interval, TimeProvider time, Action changed)
    {
        (this.path, this.interval, this.changed, seen) = (path, interval, changed, Stamp(path));
        timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to look, unless the interval is zero.</summary>
    public void Start()
    {
        if (interval > TimeSpan.Zero)
            timer.Change(interval, interval);
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        // A look that takes longer than the interval, since it loads a model, is not joined by others.
        if (!gate.TryEnter())
            return;
        try
        {
            // A file that is gone is about to be replaced.
            if (Stamp(path) is { } now && now != seen)
            {
                seen = now;
                changed();
            }
        }
        finally
        {
            gate.Exit();
        }
    }

    private static (DateTime, long)? Stamp(string path)
    {
        var file = new FileInfo(path);
        // What a link names counts, not the link.
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }
}
