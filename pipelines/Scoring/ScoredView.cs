using Microsoft.ML;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>A view with the model's answers beside the source's columns.</summary>
internal sealed class ScoredView(ScoreSequencesTransformer transformer, IDataView source) : IDataView
{
    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = new ActiveColumns(transformer.Binding, source.Schema, Schema, columnsNeeded);
        return Score(source.GetRowCursor(active.Needed, rand), active, cursors: 1);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    )
    {
        var active = new ActiveColumns(transformer.Binding, source.Schema, Schema, columnsNeeded);
        var cursors = source.GetRowCursorSet(active.Needed, n, rand);
        return [.. cursors.Select(cursor => Score(cursor, active, cursors.Length))];
    }

    private ScoringCursor Score(DataViewRowCursor cursor, ActiveColumns active, int cursors) =>
        new(transformer, Schema, cursor, active, transformer.Options.ParallelIn(cursors));
}
