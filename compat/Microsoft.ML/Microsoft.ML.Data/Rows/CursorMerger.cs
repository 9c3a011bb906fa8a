using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

/// <summary>One cursor over the rows of several, each read by a thread of its own, in the order of their batches.</summary>
internal sealed class CursorMerger : BatchCursor
{
    private const int BatchesAhead = 2;

    private readonly Worker[] _workers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<RowBatch, Worker> _origin = [];

    private CursorMerger(DataViewRowCursor[] inputs)
        : base(inputs[0].Schema, inputs[0].IsColumnActive) =>
        _workers = inputs.Select(input => new Worker(input, _stop.Token)).ToArray();

    public static DataViewRowCursor Merge(DataViewRowCursor[] inputs)
    {
        var merger = new CursorMerger(inputs);
        foreach (var worker in merger._workers)
            worker.Start();
        return merger;
    }

    /// <summary>
    /// Batches come from each worker in ascending order, so the lowest of the workers' next ones is the next of all.
    /// </summary>
    protected override RowBatch Take()
    {
        Worker first = null;
        foreach (var worker in _workers)
        {
            if (worker.Peek() is { } batch && (first is null || batch.Number < first.Peek().Number))
                first = worker;
        }
        if (first is null)
            return null;
        var taken = first.Take();
        _origin[taken] = first;
        return taken;
    }

    protected override void Release(RowBatch batch)
    {
        _origin.Remove(batch, out var worker);
        worker.Release(batch);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        // The threads may be inside native code of what they read: nothing must be torn down under them.
        foreach (var worker in _workers)
            worker.Join();
    }

    private sealed class Worker(DataViewRowCursor input, CancellationToken stop)
    {
        private readonly BlockingCollection<RowBatch> _batches = new(BatchesAhead);
        private readonly ConcurrentBag<RowBatch> _read = [];
        private Thread _thread;
        private Exception _failure;
        private RowBatch _next;

        public void Start()
        {
            _thread = new Thread(Read) { IsBackground = true, Name = nameof(CursorMerger) };
            _thread.Start();
        }

        public void Join() => _thread.Join();

        public RowBatch Peek()
        {
            if (_next is null && !_batches.TryTake(out _next, Timeout.Infinite) && _failure is not null)
                throw ParallelCursors.WorkerFailed(_failure);
            return _next;
        }

        public RowBatch Take()
        {
            var taken = _next;
            _next = null;
            return taken;
        }

        public void Release(RowBatch batch)
        {
            batch.Clear();
            _read.Add(batch);
        }

        private void Read()
        {
            try
            {
                using (input)
                {
                    var read = RowBatch.Reader(input);
                    RowBatch batch = null;
                    while (!stop.IsCancellationRequested && input.MoveNext())
                    {
                        if (batch is not null && batch.Number != input.Batch)
                        {
                            _batches.Add(batch, stop);
                            batch = null;
                        }
                        batch ??= _read.TryTake(out var used) ? used : new RowBatch(input.Schema, input.IsColumnActive);
                        batch.Number = input.Batch;
                        read(batch, batch.Count);
                    }
                    if (batch is not null)
                        _batches.Add(batch, stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Nobody reads any more.
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
            finally
            {
                _batches.CompleteAdding();
            }
        }
    }
}
