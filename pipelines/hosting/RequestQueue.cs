namespace Rnn.Onnx.Hosting;

/// <summary>
/// Requests that wait, and the rule by which they become batches: a free lane takes all that are there and cuts them into batches
/// of about equal lengths (<see cref="BatchCuts"/>), one for itself and the others for whoever is free next. While fewer are there
/// than a batch had before, it waits for more, but no request longer than the delay. So callers who come back with their next
/// request find each other again, and one who is alone is not kept waiting.
/// </summary>
internal sealed class RequestQueue<TIn, TOut> : IDisposable
    where TIn : class
    where TOut : class, new()
{
    /// <summary>Requests that are cut at once, in batches.</summary>
    private const int Window = 8;

    private readonly int maximum;
    private readonly TimeSpan delay;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly SemaphoreSlim turn = new(1); // one lane gathers, the others wait for their turn
    private readonly object gate = new();
    private readonly List<Request<TIn, TOut>> waiting = []; // the longest waiting first
    private readonly Queue<Request<TIn, TOut>[]> cut = new();
    private readonly Func<TIn, int> weightOf = RowWeight.Of<TIn>();
    private int expected = 1;
    private bool gathers;
    private bool closed;

    public RequestQueue(int maximum, TimeSpan delay, TimeProvider time)
    {
        (this.maximum, this.delay, this.time) = (maximum, delay, time);
        timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Puts a row at the end.</summary>
    /// <exception cref="ObjectDisposedException">Nothing is served any more.</exception>
    public Request<TIn, TOut> Add(TIn row)
    {
        var request = new Request<TIn, TOut>(row, weightOf(row), time.GetTimestamp());
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SequenceModelPool<TIn, TOut>));
            waiting.Add(request);
            if (!gathers)
                return request;
            // The lane is woken when there is enough, not for each request.
            if (waiting.Count >= expected || delay == TimeSpan.Zero)
                Monitor.Pulse(gate);
            else if (waiting.Count == 1)
                timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
        return request;
    }

    /// <summary>Waits for the next batch.</summary>
    /// <param name="batch">Gets the requests, at least one.</param>
    /// <returns>Whether there is one; false when the queue is closed and empty.</returns>
    public bool Take(List<Request<TIn, TOut>> batch)
    {
        batch.Clear();
        turn.Wait();
        try
        {
            lock (gate)
            {
                while (batch.Count == 0)
                {
                    if (!cut.TryDequeue(out var next))
                    {
                        while (!IsReady())
                            Gather();
                        if (waiting.Count == 0)
                            return false;
                        Cut();
                        next = cut.Dequeue();
                    }
                    // Who has gone meanwhile needs no answer.
                    batch.AddRange(next.Where(request => !request.Task.IsCompleted));
                }
                return true;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Takes no more requests; those that wait are still handed out.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        turn.Dispose();
    }

    private bool IsReady() => closed || waiting.Count >= expected || (waiting.Count > 0 && Rest() <= TimeSpan.Zero);

    private void Cut()
    {
        var count = Math.Min(waiting.Count, Window * maximum);
        Request<TIn, TOut>[] window = [.. waiting[..count].OrderBy(request => request.Weight)];
        waiting.RemoveRange(0, count);
        var first = 0;
        foreach (var end in BatchCuts.Of(Array.ConvertAll(window, request => request.Weight), maximum))
        {
            cut.Enqueue(window[first..end]);
            first = end;
        }
        expected = (count + cut.Count - 1) / cut.Count;
    }

    // How much longer the first one may wait.
    private TimeSpan Rest() => delay - time.GetElapsedTime(waiting[0].Arrived);

    private void Gather()
    {
        if (waiting.Count > 0)
            timer.Change(Rest(), Timeout.InfiniteTimeSpan);
        gathers = true;
        Monitor.Wait(gate);
        gathers = false;
    }

    private void Wake()
    {
        lock (gate)
            Monitor.Pulse(gate);
    }
}
