using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Rows that are held while they are scored and handed out: what is passed on of them, and the answers.</summary>
internal sealed class RowWindow
{
    private readonly ScoreSequencesTransformer transformer;
    private readonly ActiveColumns active;
    private readonly BatchScorer? scorer;
    private readonly ColumnBuffer?[] buffers;
    private readonly ValueGetter<DataViewRowId> readId;
    private readonly DataViewRowId[] ids;
    private readonly long[] batches;
    private (int Batch, Exception Exception)? failure;

    /// <summary>Prepares to read the source.</summary>
    public RowWindow(
        ScoreSequencesTransformer transformer,
        DataViewRowCursor source,
        ActiveColumns active,
        int capacity
    )
    {
        (this.transformer, this.active) = (transformer, active);
        ids = new DataViewRowId[capacity];
        batches = new long[capacity];
        readId = source.GetIdGetter();
        buffers = new ColumnBuffer?[active.InputCount];
        foreach (var column in active.Carried)
            buffers[column.Index] = ColumnBuffer.Create(source, column, capacity);
        if (active.Scores)
            scorer = new BatchScorer(transformer, source, active, capacity);
    }

    /// <summary>Rows that are held.</summary>
    public int Count { get; private set; }

    /// <summary>Batches that are not scored yet; below 0 while rows are gathered.</summary>
    public int Remaining { get; set; }

    /// <summary>Whether all rows have their answers, or will never have them.</summary>
    public bool IsDone => Remaining == 0;

    /// <summary>Whether reading or scoring failed.</summary>
    public bool HasFailed => failure is not null;

    public DataViewRowId Id(int row) => ids[row];

    public long Batch(int row) => batches[row];

    public void Clear()
    {
        (Count, Remaining, failure) = (0, -1, null);
        scorer?.Clear();
    }

    /// <summary>Takes the source's present row.</summary>
    public void Pull(DataViewRowCursor source)
    {
        foreach (var buffer in buffers)
            buffer?.Pull(Count);
        readId(ref ids[Count]);
        batches[Count] = source.Batch;
        scorer?.Pull();
        Count++;
    }

    /// <summary>Puts the rows that are held together to batches.</summary>
    /// <returns>How many batches there are.</returns>
    public int Plan() => scorer?.Plan() ?? 0;

    /// <summary>Scores one of the batches.</summary>
    public void Score(int batch) => scorer!.Score(batch);

    /// <summary>Keeps what went wrong; of several batches the first one's.</summary>
    public void Fail(int batch, Exception exception)
    {
        if (failure is not { } first || batch < first.Batch)
            failure = (batch, exception);
    }

    /// <summary>Throws what went wrong.</summary>
    public void ThrowIfFailed()
    {
        if (failure is { } first)
            ExceptionDispatchInfo.Throw(first.Exception);
    }

    /// <summary>A getter of a column of the row that <paramref name="row"/> names at the time of the call.</summary>
    public Delegate Getter(DataViewSchema.Column column, Func<int> row) =>
        column.Index < active.InputCount
            ? buffers[column.Index]!.Getter(row)
            : transformer.Added[column.Index - active.InputCount].Getter(scorer!.Outputs, row);
}
