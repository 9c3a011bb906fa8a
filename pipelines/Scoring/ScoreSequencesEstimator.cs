using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Scores sequences with a model file, in batches. Made by <c>mlContext.Transforms.ScoreSequences</c>.</summary>
public sealed class ScoreSequencesEstimator : IEstimator<ScoreSequencesTransformer>
{
    private readonly TransformsCatalog catalog;
    private readonly OnnxScoringEstimator stock;
    private readonly string modelFile;
    private readonly ScoreSequencesOptions options;
    private readonly bool ownsFile;

    /// <summary>Opens the file to see that it is one.</summary>
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
        this.ownsFile = ownsFile;
        this.catalog = catalog;
        this.options = options.Validate();
        this.modelFile = modelFile;
        // Refuses a file that is none in a sentence of ours, before the stock estimator sees it.
        _ = ModelFile.Open(modelFile);
        stock = catalog.ApplyOnnxModel(modelFile);
    }

    /// <summary>Loads the model; nothing is learned from <paramref name="input"/>, only its schema is checked.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type, or the model can not be run.</exception>
    public ScoreSequencesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var model = SequenceModel.Load(modelFile, options.Session);
        try
        {
            var binding = ModelBinding.For(model, modelFile);
            var columns = binding.CheckInputs(input.Schema);
            return new ScoreSequencesTransformer(
                StockFor(columns, binding).Fit(input),
                model,
                binding,
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

    // The stock transformer does not fit a column of known size to an open dimension: it must be told the shape.
    private OnnxScoringEstimator StockFor(DataViewSchema.Column[] columns, ModelBinding binding)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        var shapes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var (tensor, column) in binding.Inputs.Zip(columns))
        {
            if (column.Type is VectorDataViewType { IsKnownSize: true } vector)
                shapes.Add(tensor.Name, Array.ConvertAll(tensor.Shape(1, vector.Size, sizes), size => (int)size));
        }
        return shapes.Count == 0 ? stock : catalog.ApplyOnnxModel(modelFile, shapes);
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and the model's output.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => stock.GetOutputSchema(inputSchema);
}
