namespace Microsoft.ML.Data;

/// <summary>A row that goes along with another one, over which it lays further columns.</summary>
internal abstract class WrappingRow(DataViewRow input) : DataViewRow
{
    protected DataViewRow Input => input;

    public sealed override long Position => input.Position;

    public sealed override long Batch => input.Batch;

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A cursor that moves along with another one.</summary>
internal abstract class WrappingCursor(DataViewRowCursor input) : DataViewRowCursor
{
    protected DataViewRowCursor Input => input;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool MoveNext() => input.MoveNext();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
