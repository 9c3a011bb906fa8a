namespace Rnn.Onnx.Hosting.Tests;

/// <summary>A clock that a test moves. Timers run on the thread that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate)
            return now.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (gate)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and runs what is due then.</summary>
    public void Advance(TimeSpan duration)
    {
        ManualTimer[] due;
        lock (gate)
        {
            now += duration;
            due = [.. timers.Where(timer => timer.Due <= now)];
            foreach (var timer in due)
                timer.Due = timer.Period > TimeSpan.Zero ? now + timer.Period : TimeSpan.MaxValue;
        }
        foreach (var timer in due)
            timer.Run();
    }

    /// <summary>Moves the clock until something has come to its end: when another thread sets its timer is not known.</summary>
    public async Task AdvanceUntilAsync(Task end, TimeSpan step)
    {
        while (!end.IsCompleted)
        {
            Advance(step);
            await Task.Yield();
        }
        await end;
    }

    private sealed class ManualTimer(ManualTime time, Action run) : ITimer
    {
        public TimeSpan Due { get; set; } = TimeSpan.MaxValue;

        public TimeSpan Period { get; private set; }

        public Action Run => run;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time.now + dueTime;
                Period = period;
            }
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
