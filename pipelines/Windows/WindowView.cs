using Microsoft.ML;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>
/// The windows of a series as rows, read in place: <c>series</c> (the look-back, T*C values), <c>target</c> (the horizon,
/// with several targets horizon * targets) and, where the series has dates, <c>date</c> (of the first value to forecast) and
/// <c>times</c> (of all T + horizon steps, in seconds since 1970).
/// </summary>
internal sealed class WindowView : IDataView
{
    private readonly SlidingWindow windows;

    public WindowView(SlidingWindow windows)
    {
        this.windows = windows;
        Schema = new WindowLayout(
            windows.LookBack,
            windows.Horizon,
            windows.Series.Columns,
            windows.Series.Targets,
            windows.HasDates
        ).ToSchema();
    }

    /// <summary>The windows themselves.</summary>
    public SlidingWindow Windows => windows;

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => windows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, windows.Count)];
            rand.Shuffle(order);
        }
        return new WindowCursor(windows, Schema, columnsNeeded, order);
    }

    /// <summary>One cursor: reading a window costs nothing that a second one could share.</summary>
    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];
}
