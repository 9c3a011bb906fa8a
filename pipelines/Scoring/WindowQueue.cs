using Microsoft.ML;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// Reads a source window by window, scores the windows' batches on several threads and hands the windows on in their order. There
/// are three windows: one whose rows are handed out, one that is scored, one that is read meanwhile; so batches never wait for the
/// last batch of the window before. Windows grow from some batches to the look-ahead, so that who wants a few rows waits for a few.
/// </summary>
/// <remarks>Whoever waits for a window helps to make it: there is progress even when no other thread is to be had.</remarks>
internal sealed class WindowQueue : IDisposable
{
    private readonly object gate = new();
    private readonly DataViewRowCursor source;
    private readonly CancellationToken cancel;
    private readonly int parallel;
    private readonly int capacity;
    private readonly Queue<RowWindow> free = new();
    private readonly Queue<RowWindow> read = new();
    private readonly Queue<(RowWindow Window, int Batch)> batches = new();
    private RowWindow? handedOut;
    private int limit;
    private int workers; // called for, at work or not yet
    private int working;
    private bool reading;
    private bool ended;
    private volatile bool stopped;

    /// <summary>Prepares to read; nothing is read yet.</summary>
    public WindowQueue(
        ScoreSequencesTransformer transformer,
        DataViewRowCursor source,
        ActiveColumns active,
        int parallel
    )
    {
        var options = transformer.Options;
        (this.source, cancel) = (source, options.Cancellation);
        this.parallel = active.Scores ? parallel : 1;
        capacity = Math.Max(options.LookAhead, options.BatchSize);
        limit = Math.Min(options.BatchSize * this.parallel, capacity);
        Windows =
        [
            .. Enumerable
                .Range(0, this.parallel > 1 ? 3 : 1)
                .Select(_ => new RowWindow(transformer, source, active, capacity)),
        ];
        foreach (var window in Windows)
            free.Enqueue(window);
    }

    /// <summary>The windows that there are, used again and again.</summary>
    public IReadOnlyList<RowWindow> Windows { get; }

    /// <summary>The next window; the one before is no longer the caller's.</summary>
    /// <returns>The window; null behind the last one.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RowWindow? Next()
    {
        lock (gate)
        {
            if (handedOut is not null)
                free.Enqueue(handedOut);
            handedOut = null;
        }
        while (true)
        {
            Action? work;
            lock (gate)
            {
                if (read.TryPeek(out var first) && first.IsDone)
                {
                    handedOut = read.Dequeue();
                    first.ThrowIfFailed();
                    return first.Count > 0 ? first : null;
                }
                if (ended && read.Count == 0)
                    return null;
                work = TakeWork();
                if (work is null)
                    Monitor.Wait(gate);
            }
            work?.Invoke();
        }
    }

    /// <summary>Ends what is under way, then lets go of the source.</summary>
    public void Dispose()
    {
        stopped = true;
        lock (gate)
        {
            batches.Clear();
            while (working > 0)
                Monitor.Wait(gate);
        }
        source.Dispose();
    }

    // Under the lock: what there is to do for one thread. Reading goes first while there are few batches, so that they do not run out.
    private Action? TakeWork()
    {
        if (stopped)
            return null;
        if (!reading && !ended && batches.Count < 2 * parallel && free.TryDequeue(out var window))
        {
            reading = true;
            // Before others see it among those that are read: it still says that it is done, from its former rows.
            window.Clear();
            read.Enqueue(window);
            return () => Read(window);
        }
        return batches.TryDequeue(out var next) ? () => Score(next.Window, next.Batch) : null;
    }

    private void Read(RowWindow window)
    {
        var last = false;
        var count = 0;
        try
        {
            while (window.Count < limit && !stopped && !last)
            {
                cancel.ThrowIfCancellationRequested();
                last = !source.MoveNext();
                if (!last)
                    window.Pull(source);
            }
            count = window.Plan();
        }
        catch (Exception e)
        {
            window.Fail(0, e);
            last = true;
        }
        lock (gate)
        {
            window.Remaining = count;
            for (var batch = 0; batch < count; batch++)
                batches.Enqueue((window, batch));
            reading = false;
            ended |= last;
            limit = Math.Min(2 * limit, capacity);
            // The thread that waits for the window is one of those that work on it.
            for (; workers < parallel - 1; workers++)
                ThreadPool.QueueUserWorkItem(_ => Work());
            Monitor.PulseAll(gate);
        }
    }

    private void Work()
    {
        while (true)
        {
            Action? work;
            lock (gate)
            {
                work = TakeWork();
                if (work is null)
                {
                    workers--;
                    return;
                }
                working++;
            }
            work();
            lock (gate)
            {
                working--;
                if (stopped)
                    Monitor.PulseAll(gate);
            }
        }
    }

    private void Score(RowWindow window, int batch)
    {
        try
        {
            if (!window.HasFailed && !stopped)
                window.Score(batch);
        }
        catch (Exception e)
        {
            lock (gate)
                window.Fail(batch, e);
        }
        lock (gate)
        {
            window.Remaining--;
            if (window.IsDone)
                Monitor.PulseAll(gate);
        }
    }
}
