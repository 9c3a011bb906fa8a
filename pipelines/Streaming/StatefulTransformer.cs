using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>
/// One caller's way through a model with states: to ML.NET a transformer of rows without states, which adds them as columns on
/// the way in and keeps those that come out.
/// </summary>
internal sealed class StatefulTransformer(ScoreSequencesTransformer inner, StateColumns columns)
    : ITransformer,
        IDisposable
{
    private StatefulRow? source;
    private ValueGetter<VBuffer<float>>[] finals = [];
    private VBuffer<float> buffer;

    /// <summary>The states before the row, and after <see cref="TakeFinal"/> those after it.</summary>
    public float[] States { get; } = new float[columns.Width];

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) =>
        inner.GetOutputSchema(columns.AddTo(inputSchema));

    public IDataView Transform(IDataView input) =>
        throw new NotSupportedException("A model with states is used row by row, by its engine.");

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)inner).Save(ctx);

    /// <summary>Takes the states after the row that was scored last.</summary>
    public void TakeFinal()
    {
        var start = 0;
        foreach (var read in finals)
        {
            read(ref buffer);
            buffer.CopyTo(States.AsSpan(start, buffer.Length));
            start += buffer.Length;
        }
    }

    public void Dispose() => source?.Dispose();

    private sealed class Mapper : IRowToRowMapper
    {
        private readonly StatefulTransformer owner;
        private readonly IRowToRowMapper inner;

        public Mapper(StatefulTransformer owner, DataViewSchema inputSchema)
        {
            this.owner = owner;
            InputSchema = inputSchema;
            inner = owner.Inner.GetRowToRowMapper(owner.Columns.AddTo(inputSchema));
        }

        public DataViewSchema InputSchema { get; }

        public DataViewSchema OutputSchema => inner.OutputSchema;

        public IEnumerable<DataViewSchema.Column> GetDependencies(
            IEnumerable<DataViewSchema.Column> dependingColumns
        ) => inner.GetDependencies(dependingColumns).Where(column => column.Index < InputSchema.Count);

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            var finals = owner.Columns.Outputs.Select(name => OutputSchema[name]).ToArray();
            owner.source?.Dispose();
            owner.source = new StatefulRow(input, inner.InputSchema, owner.Columns, owner.States);
            var row = inner.GetRow(owner.source, activeColumns.Union(finals));
            owner.finals = [.. finals.Select(column => row.GetGetter<VBuffer<float>>(column))];
            return row;
        }
    }

    private ScoreSequencesTransformer Inner => inner;

    private StateColumns Columns => columns;
}
