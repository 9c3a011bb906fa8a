using Microsoft.ML;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Scores sequences with a model file, in batches. Made by <c>mlContext.Transforms.ScoreSequences</c>.</summary>
public sealed class ScoreSequencesEstimator : IEstimator<ScoreSequencesTransformer>
{
    private readonly TransformsCatalog catalog;
    private readonly ModelFile file;
    private readonly string name;
    private readonly ScoreSequencesOptions options;
    private readonly ModelBinding binding;
    private readonly IReadOnlyList<AddedColumn> added;

    /// <summary>Binds to a model's inputs, outputs and card.</summary>
    /// <param name="catalog">Where the parts of a saved model come from.</param>
    /// <param name="file">The model.</param>
    /// <param name="name">How errors name it.</param>
    /// <param name="options">How it scores.</param>
    /// <exception cref="InvalidInputException">The model has inputs or outputs that are no columns, or an option does not fit it.</exception>
    internal ScoreSequencesEstimator(
        TransformsCatalog catalog,
        ModelFile file,
        string name,
        ScoreSequencesOptions options
    )
    {
        (this.catalog, this.file, this.name) = (catalog, file, name);
        this.options = options.Validate();
        binding = ModelBinding.For(file, name, options.InputColumns);
        added = AddedColumns.Of(file, binding, options.PositiveLabel, name);
    }

    /// <summary>Loads the model; nothing is learned from <paramref name="input"/>, only its schema is checked.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type, or the model can not be run.</exception>
    public ScoreSequencesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var schema = input.Schema;
        binding.CheckInputs(schema);
        var model = SequenceModel.From(file, name, options.Session);
        DeviceLog.Tell(catalog, model);
        return new ScoreSequencesTransformer(
            model,
            binding,
            added,
            options,
            context => StockScoring.Save(catalog, file, binding, schema, context)
        );
    }

    /// <summary>The columns of <paramref name="inputSchema"/>, the model's outputs and the predictions that follow from them.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (var input in binding.Inputs)
            input.CheckColumn(inputSchema);
        return AddedShapes.Add(catalog, inputSchema, added);
    }
}
