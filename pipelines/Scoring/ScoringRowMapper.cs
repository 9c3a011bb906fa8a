using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The way of single rows: what a prediction engine asks for.</summary>
internal sealed class ScoringRowMapper(ScoreSequencesTransformer transformer, DataViewSchema inputSchema)
    : IRowToRowMapper
{
    public DataViewSchema InputSchema { get; } = inputSchema;

    // Schemas are compared by reference: every row hands out this one.
    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        new ActiveColumns(transformer.Binding, InputSchema, OutputSchema, dependingColumns).Needed;

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        if (input.Schema != InputSchema)
            throw new ArgumentException("The row is not of the schema this mapper was made for.", nameof(input));
        var active = new ActiveColumns(transformer.Binding, InputSchema, OutputSchema, activeColumns);
        return new ScoringRow(transformer, OutputSchema, input, active);
    }
}
