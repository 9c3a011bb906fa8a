using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// Adds a model's answer to each row. Views are scored in batches, single rows one at a time, to the same bits. Saved into
/// a model file as ML.NET's own ONNX transformer, so any ML.NET application can load it without this library.
/// </summary>
public sealed class ScoreSequencesTransformer : ITransformer, IDisposable
{
    private readonly OnnxTransformer stock;
    private readonly string? ownedFile;

    internal ScoreSequencesTransformer(
        OnnxTransformer stock,
        SequenceModel model,
        ModelBinding binding,
        ScoreSequencesOptions options,
        string? ownedFile
    )
    {
        this.stock = stock;
        this.ownedFile = ownedFile;
        Model = model;
        Binding = binding;
        BatchSize = options.BatchSize;
    }

    /// <summary>The loaded model, with its card.</summary>
    public SequenceModel Model { get; }

    /// <summary>Rows scored at once when a view is read.</summary>
    public int BatchSize { get; }

    internal ModelBinding Binding { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="Models.InvalidInputException">A column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Binding.CheckInputs(inputSchema);
        // The stock transformer's own columns and types: a saved model must give the same ones.
        return stock.GetOutputSchema(inputSchema);
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

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)stock).Save(ctx);

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        stock.Dispose();
        if (ownedFile is not null)
            File.Delete(ownedFile);
    }
}
