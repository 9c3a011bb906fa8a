namespace Microsoft.ML;

/// <summary>A lazy, column-oriented view of rows: cursors pull the values of the columns they asked for.</summary>
public interface IDataView
{
    bool CanShuffle { get; }

    /// <summary>The number of rows, or null when only reading would tell.</summary>
    long? GetRowCount();

    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null);

    /// <summary>Cursors to be read in parallel, which share the rows among them; any number from 1.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null);

    DataViewSchema Schema { get; }
}

public delegate void ValueGetter<TValue>(ref TValue value);
