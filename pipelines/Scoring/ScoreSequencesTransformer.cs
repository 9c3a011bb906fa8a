using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// Adds a model's answers to each row: the outputs of its graph, and the predictions that follow from its card. Views are scored in
/// batches, single rows one at a time. Saved into a model file as ML.NET's own ONNX transformer, so any ML.NET application can load
/// it without this library; there it gives the outputs of the graph alone, row by row, until
/// <see cref="SequenceCatalog.InBatches"/> makes it what it was.
/// </summary>
public sealed class ScoreSequencesTransformer : ITransformer, IDisposable
{
    private readonly Action<ModelSaveContext> save;
    private readonly IDisposable? owned;

    internal ScoreSequencesTransformer(
        SequenceModel model,
        ModelBinding binding,
        IReadOnlyList<AddedColumn> added,
        ScoreSequencesOptions options,
        Action<ModelSaveContext> save,
        IDisposable? owned = null
    )
    {
        (Model, Binding, Added, Options) = (model, binding, added, options);
        (this.save, this.owned) = (save, owned);
    }

    /// <summary>The loaded model, with its card.</summary>
    public SequenceModel Model { get; }

    /// <summary>How it scores.</summary>
    public ScoreSequencesOptions Options { get; }

    internal ModelBinding Binding { get; }

    internal IReadOnlyList<AddedColumn> Added { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns of <paramref name="inputSchema"/>, the model's outputs and the predictions that follow from them.</summary>
    /// <exception cref="Models.InvalidInputException">A column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Binding.CheckInputs(inputSchema);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (var column in Added)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    /// <summary>A view with the answers, computed as it is read.</summary>
    /// <exception cref="Models.InvalidInputException">A column is missing or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(this, input);
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringRowMapper(this, inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => save(ctx);

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        owned?.Dispose();
    }
}
