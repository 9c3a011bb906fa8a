using Microsoft.ML;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Scores sequences with a model file, in batches. Made by <c>mlContext.Transforms.ScoreSequences</c>.</summary>
public sealed class ScoreSequencesEstimator : IEstimator<ScoreSequencesTransformer>
{
    private readonly TransformsCatalog catalog;
    private readonly StockScoring stock;
    private readonly string modelFile;
    private readonly ScoreSequencesOptions options;
    private readonly bool ownsFile;
    private readonly ModelBinding binding;
    private readonly IReadOnlyList<PredictionColumn> predictions;

    /// <summary>Reads the file's inputs, outputs and card.</summary>
    /// <param name="catalog">Where the stock transformer comes from.</param>
    /// <param name="modelFile">The .onnx file.</param>
    /// <param name="options">How it scores.</param>
    /// <param name="ownsFile">Whether the transformer deletes the file when it is disposed.</param>
    internal ScoreSequencesEstimator(
        TransformsCatalog catalog,
        string modelFile,
        ScoreSequencesOptions options,
        bool ownsFile = false
    )
    {
        this.catalog = catalog;
        this.options = options.Validate();
        this.modelFile = modelFile;
        this.ownsFile = ownsFile;
        // Refuses a file that is none in a sentence of ours, before the stock estimator sees it.
        var file = ModelFile.Open(modelFile);
        binding = ModelBinding.For(file, modelFile, options.InputColumns);
        predictions = PredictionColumns.Of(file.Card, binding, options.PositiveLabel, modelFile);
        stock = new StockScoring(catalog, modelFile);
    }

    /// <summary>Loads the model; nothing is learned from <paramref name="input"/>, only its schema is checked.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type, or the model can not be run.</exception>
    public ScoreSequencesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var columns = binding.CheckInputs(input.Schema);
        var model = SequenceModel.Load(modelFile, options.Session);
        try
        {
            DeviceLog.Tell(catalog, model);
            return new ScoreSequencesTransformer(
                stock.Fit(input, binding, columns),
                model,
                binding,
                predictions,
                options,
                ownsFile ? modelFile : null
            );
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The columns of <paramref name="inputSchema"/>, the model's outputs and the predictions that follow from them.</summary>
    /// <exception cref="InvalidInputException">A column is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return PredictionShapes.Add(catalog, stock.GetOutputSchema(inputSchema, binding), predictions);
    }
}
