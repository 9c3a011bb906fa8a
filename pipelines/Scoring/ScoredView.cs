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
        return Score(source.GetRowCursor(active.Needed, rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    )
    {
        var active = new ActiveColumns(transformer.Binding, source.Schema, Schema, columnsNeeded);
        return [.. source.GetRowCursorSet(active.Needed, n, rand).Select(cursor => Score(cursor, active))];
    }

    private ScoringCursor Score(DataViewRowCursor cursor, ActiveColumns active) =>
        new(transformer, Schema, cursor, active);
}
