using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>One row at a time: scored when its answer is first asked for at a position.</summary>
internal sealed class ScoringRow : DataViewRow
{
    private readonly DataViewRow input;
    private readonly ScoreSequencesTransformer transformer;
    private readonly ActiveColumns active;
    private readonly BatchScorer? scorer;
    private long? scoredPosition;

    public ScoringRow(
        ScoreSequencesTransformer transformer,
        DataViewSchema schema,
        DataViewRow input,
        ActiveColumns active
    )
    {
        this.transformer = transformer;
        this.input = input;
        this.active = active;
        Schema = schema;
        if (active.Scores)
            scorer = new BatchScorer(transformer, input, active, capacity: 1);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        active.Demand(column);
        if (column.Index < active.InputCount)
            return input.GetGetter<TValue>(input.Schema[column.Index]);
        return transformer.Added[column.Index - active.InputCount].Getter(scorer!.Outputs, Scored)
                as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    private int Scored()
    {
        if (scoredPosition != input.Position)
        {
            scorer!.Clear();
            scorer.Pull();
            scorer.Plan();
            scorer.Score(0);
            scoredPosition = input.Position;
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
