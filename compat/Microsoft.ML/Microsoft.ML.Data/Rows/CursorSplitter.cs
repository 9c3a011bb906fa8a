using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

/// <summary>Deals out the rows of a cursor in batches to as many cursors as are wanted; a thread of its own reads.</summary>
internal sealed class CursorSplitter
{
    private const int RowsPerBatch = 128;
    private const int BatchesAhead = 4;

    private readonly BlockingCollection<RowBatch> _batches = new(BatchesAhead);
    private readonly ConcurrentBag<RowBatch> _read = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly DataViewRowCursor _input;
    private readonly Thread _reader;
    private int _open;
    private Exception _failure;

    private CursorSplitter(DataViewRowCursor input, int n)
    {
        _input = input;
        _open = n;
        _reader = new Thread(Read) { IsBackground = true, Name = nameof(CursorSplitter) };
    }

    public static DataViewRowCursor[] Split(DataViewRowCursor input, int n)
    {
        var splitter = new CursorSplitter(input, n);
        var cursors = new DataViewRowCursor[n];
        for (var i = 0; i < n; i++)
            cursors[i] = new Share(splitter);
        splitter._reader.Start();
        return cursors;
    }

    private void Read()
    {
        try
        {
            using (_input)
            {
                var read = RowBatch.Reader(_input);
                long number = 0;
                RowBatch batch = null;
                while (!_stop.IsCancellationRequested && _input.MoveNext())
                {
                    batch ??= _read.TryTake(out var used) ? used : new RowBatch(_input.Schema, _input.IsColumnActive);
                    read(batch, batch.Count);
                    if (batch.Count < RowsPerBatch)
                        continue;
                    batch.Number = number++;
                    _batches.Add(batch, _stop.Token);
                    batch = null;
                }
                if (batch is not null)
                {
                    batch.Number = number;
                    _batches.Add(batch, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
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

    private sealed class Share(CursorSplitter splitter)
        : BatchCursor(splitter._input.Schema, splitter._input.IsColumnActive)
    {
        private bool _closed;

        protected override RowBatch Take()
        {
            if (splitter._batches.TryTake(out var batch, Timeout.Infinite))
                return batch;
            return splitter._failure is null ? null : throw ParallelCursors.WorkerFailed(splitter._failure);
        }

        protected override void Release(RowBatch batch)
        {
            batch.Clear();
            splitter._read.Add(batch);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (_closed)
                return;
            _closed = true;
            if (Interlocked.Decrement(ref splitter._open) > 0)
                return;
            splitter._stop.Cancel();
            splitter._reader.Join();
        }
    }
}
