namespace Microsoft.ML.Data;

/// <summary>A cursor over batches of rows that somebody else reads.</summary>
internal abstract class BatchCursor(DataViewSchema schema, Predicate<DataViewSchema.Column> active)
    : HeldRowCursor(schema, active)
{
    protected sealed override bool MoveNextCore()
    {
        if (Held is not null && ++HeldRow < Held.Count)
            return true;
        if (Held is not null)
            Release(Held);
        HeldRow = 0;
        Held = Take();
        return Held is not null;
    }

    /// <summary>The next batch, or null after the last; throws what reading it threw.</summary>
    protected abstract RowBatch Take();

    /// <summary>Takes back a batch that has been read.</summary>
    protected abstract void Release(RowBatch batch);
}
