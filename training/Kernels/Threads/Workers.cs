using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rnn.Onnx.Training.Kernels.Threads;

/// <summary>
/// Runs parts of a computation on threads of their own that wait for each other once, at the end. The caller takes part; parts that no
/// thread is free for it does itself, so that calls from several threads never wait for each other.
/// </summary>
internal static class Workers
{
    // A thread that has just worked stays awake so long: the way back follows the way forward, and waking takes longer than a small layer.
    private static readonly long Awake = Stopwatch.Frequency / 5000;

    private static readonly ConcurrentQueue<Job> Waiting = new();
    private static readonly SemaphoreSlim Bell = new(0);
    private static readonly Lock Gate = new();
    private static int threads;
    private static int asleep;

    /// <summary>Runs a part of each number below <paramref name="parts"/>.</summary>
    public static void Run(int parts, Action<int> part)
    {
        if (parts == 1)
        {
            part(0);
            return;
        }
        Start(parts - 1);
        var job = new Job(parts, part);
        for (var i = 1; i < parts; i++)
            Waiting.Enqueue(job);
        if (Volatile.Read(ref asleep) > 0)
            Bell.Release(parts - 1);
        job.Execute();
        job.Wait();
    }

    private static void Start(int count)
    {
        if (Volatile.Read(ref threads) >= count)
            return;
        lock (Gate)
        {
            for (; threads < count; threads++)
                new Thread(Work) { IsBackground = true, Name = nameof(Workers) }.Start();
        }
    }

    private static void Work()
    {
        while (true)
        {
            if (Waiting.TryDequeue(out var job) || StaysAwake(out job))
                job.Execute();
            else
                Sleep();
        }
    }

    private static bool StaysAwake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Job? job)
    {
        var since = Stopwatch.GetTimestamp();
        while (!Waiting.TryDequeue(out job))
        {
            if (Stopwatch.GetTimestamp() - since > Awake)
                return false;
            // Whoever needs the processor gets it.
            Thread.Yield();
        }
        return true;
    }

    // Work that came before the bell could ring is seen by the second look.
    private static void Sleep()
    {
        Interlocked.Increment(ref asleep);
        if (Waiting.IsEmpty)
            Bell.Wait();
        Interlocked.Decrement(ref asleep);
    }

    private sealed class Job(int parts, Action<int> part)
    {
        private readonly ConcurrentQueue<Exception> failures = new();
        private int next;
        private int done;

        public void Execute()
        {
            for (var i = Interlocked.Increment(ref next) - 1; i < parts; i = Interlocked.Increment(ref next) - 1)
            {
                try
                {
                    part(i);
                }
                catch (Exception e)
                {
                    failures.Enqueue(e);
                }
                Interlocked.Increment(ref done);
            }
        }

        public void Wait()
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref done) < parts)
                spin.SpinOnce(sleep1Threshold: -1);
            if (failures.TryPeek(out var failure))
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
