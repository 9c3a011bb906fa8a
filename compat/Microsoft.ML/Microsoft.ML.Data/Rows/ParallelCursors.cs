namespace Microsoft.ML.Data;

/// <summary>
/// Reading a view by several threads: the rows of one cursor are dealt out to several (<see cref="CursorSplitter"/>),
/// each does its work on its share, and their rows are put in order again (<see cref="CursorMerger"/>).
/// </summary>
internal static class ParallelCursors
{
    /// <summary>As ML.NET has it: one core is left to others, but there are always two cursors.</summary>
    public static int Count => Math.Max(2, Environment.ProcessorCount - 1);

    /// <summary>One cursor over a view that is read in parallel; null when a column can not be held apart.</summary>
    public static DataViewRowCursor OpenOrNull(
        IDataView view,
        IReadOnlyCollection<DataViewSchema.Column> columns,
        Random rand
    )
    {
        if (!columns.All(CanHold))
            return null;
        var cursors = view.GetRowCursorSet(columns, Count, rand);
        return cursors.Length == 1 ? cursors[0] : CursorMerger.Merge(cursors);
    }

    public static DataViewRowCursor[] Split(DataViewRowCursor cursor, int n) =>
        n > 1 && cursor.Schema.Where(cursor.IsColumnActive).All(CanHold) ? CursorSplitter.Split(cursor, n) : [cursor];

    public static InvalidOperationException WorkerFailed(Exception exception) =>
        new("Splitter/consolidator worker encountered exception while consuming source data", exception);

    private static bool CanHold(DataViewSchema.Column column) =>
        column.Type is PrimitiveDataViewType or VectorDataViewType;
}
