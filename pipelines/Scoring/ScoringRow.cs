using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>One row at a time: scored when its answer is first asked for at a position.</summary>
internal sealed class ScoringRow : DataViewRow
{
    private readonly DataViewRow input;
    private readonly ActiveColumns active;
    private readonly BatchScorer? scorer;
    private readonly ValueGetter<VBuffer<float>>? readInput;
    private VBuffer<float> values;
    private long? scoredPosition;

    public ScoringRow(
        ScoreSequencesTransformer transformer,
        DataViewSchema schema,
        DataViewRow input,
        ActiveColumns active
    )
    {
        this.input = input;
        this.active = active;
        Schema = schema;
        if (active.Scores)
        {
            scorer = new BatchScorer(transformer.Model, transformer.Binding, 1);
            readInput = input.GetGetter<VBuffer<float>>(active.Input);
        }
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
        Delegate getter = new ValueGetter<VBuffer<float>>(Answer);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    private void Answer(ref VBuffer<float> value)
    {
        if (scoredPosition != input.Position)
        {
            scorer!.Clear();
            readInput!(ref values);
            scorer.Add(in values);
            scorer.Score();
            scoredPosition = input.Position;
        }
        scorer!.Answer(0, ref value);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
