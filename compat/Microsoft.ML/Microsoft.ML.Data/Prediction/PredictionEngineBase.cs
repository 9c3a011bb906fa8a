using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly ITransformer _transformer;
    private readonly bool _ownsTransformer;
    private readonly ObjectRow<TSrc> _input;
    private readonly DataViewRow _output;
    private readonly Action<TDst> _fill;
    private bool _disposed;

    private protected PredictionEngineBase(ITransformer transformer, PredictionEngineOptions options)
    {
        Check.Param(transformer.IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        _transformer = transformer;
        _ownsTransformer = options.OwnsTransformer;
        _input = new ObjectRow<TSrc>(
            MemberColumn.Of(typeof(TSrc), options.InputSchemaDefinition, SchemaDefinition.Direction.Read)
        );

        var mapper = transformer.GetRowToRowMapper(_input.Schema);
        var reader = new ObjectReader<TDst>(
            mapper.OutputSchema,
            options.IgnoreMissingColumns,
            options.OutputSchemaDefinition
        );
        _output = mapper.GetRow(_input, mapper.OutputSchema);
        _fill = reader.Bind(_output);
        OutputSchema = transformer.GetOutputSchema(_input.Schema);
    }

    public DataViewSchema OutputSchema { get; }

    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    public abstract void Predict(TSrc example, ref TDst prediction);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _output.Dispose();
        if (_ownsTransformer)
            (_transformer as IDisposable)?.Dispose();
    }

    private protected void PredictInto(TSrc example, TDst prediction)
    {
        _input.Put(Check.NotNull(example));
        _fill(prediction);
    }
}
