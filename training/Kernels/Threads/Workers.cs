using System.Runtime.ExceptionServices;

namespace Rnn.Onnx.Training.Kernels.Threads;

/// <summary>
/// Runs parts of a computation on threads that wait for each other once, at the end. The caller takes part; parts that no thread is
/// free for it does itself, so that calls from several threads never wait for each other.
/// </summary>
internal static class Workers
{
    /// <summary>Runs a part of each number below <paramref name="parts"/>.</summary>
    public static void Run(int parts, Action<int> part)
    {
        if (parts == 1)
        {
            part(0);
            return;
        }
        var job = new Job(parts, part);
        for (var i = 1; i < parts; i++)
            ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        job.Execute();
        job.Wait();
    }

    private sealed class Job(int parts, Action<int> part) : IThreadPoolWorkItem
    {
        private int next;
        private int done;
        private ExceptionDispatchInfo? failure;

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
                    failure = ExceptionDispatchInfo.Capture(e);
                }
                Interlocked.Increment(ref done);
            }
        }

        public void Wait()
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref done) < parts)
                spin.SpinOnce(sleep1Threshold: -1);
            failure?.Throw();
        }
    }
}
