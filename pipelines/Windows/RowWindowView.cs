using Microsoft.ML;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Windows over the rows of a view, made as they are read: <see cref="WindowLayout.ToSchema"/> tells their columns.</summary>
internal sealed class RowWindowView : IDataView
{
    private readonly IDataView rows;
    private readonly long start;

    /// <summary>Windows whose targets all lie in some steps; what they read may lie before.</summary>
    /// <param name="rows">A row a step, in order of time.</param>
    /// <param name="options">How they become windows.</param>
    /// <param name="start">The first step that may be forecast.</param>
    /// <param name="end">The step behind the last one that may be; null for the end of the rows.</param>
    public RowWindowView(IDataView rows, WindowOptions options, long start = 0, long? end = null)
    {
        (this.rows, this.start) = (rows, start);
        Options = options.Validate();
        End = end ?? long.MaxValue;
        Columns = RowColumns.Of(rows.Schema, options);
        Schema = new WindowLayout(
            options.LookBack,
            options.Horizon,
            Columns.Names,
            Columns.Targets,
            Columns.Date is not null
        ).ToSchema();
    }

    public WindowOptions Options { get; }

    public RowColumns Columns { get; }

    public DataViewSchema Schema { get; }

    /// <summary>The first step of the first window's target.</summary>
    public long FirstOrigin => Math.Max(start, Options.LookBack);

    /// <summary>The step behind the last that may be forecast.</summary>
    public long End { get; }

    // Rows come in the order in which they are read.
    public bool CanShuffle => false;

    /// <summary>Known where the source knows its rows and none can be missing between them.</summary>
    public long? GetRowCount()
    {
        if (rows.GetRowCount() is not { } count || (Columns.Date is not null && Options.Missing == MissingValues.Keep))
            return null;
        var end = Math.Min(count, End);
        var last = Options.RequireTarget || End <= count ? end - Options.Horizon : end;
        return last < FirstOrigin ? 0 : (last - FirstOrigin) / Options.Stride + 1;
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new RowWindowCursor(this, columnsNeeded);

    /// <summary>One cursor: each window needs rows of the one before.</summary>
    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    public RowSteps OpenSteps() => new(rows, Columns, Options);

    /// <summary>The same windows over the rows in memory, which hold each row once.</summary>
    public SlidingWindow InMemory(CancellationToken cancel)
    {
        var series = RowSeries.Read(this, cancel);
        var end = (int)Math.Min(End, series.Count);
        return new SlidingWindow(series, Options.LookBack, Options.Horizon, (int)start, end, Options.Stride);
    }
}
