using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// ML.NET's own way to score with a model file, row by row, which is what a model of ours saves itself as: the ONNX transformer
/// and, where columns have other names or are keys, what brings them to it.
/// </summary>
internal sealed class StockScoring(TransformsCatalog catalog, string modelFile)
{
    private readonly OnnxScoringEstimator scoring = catalog.ApplyOnnxModel(modelFile);

    /// <summary>Loads the model for the columns of a view.</summary>
    public ITransformer Fit(IDataView input, ModelBinding binding, IReadOnlyList<DataViewSchema.Column> columns)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        var shapes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var fitted = new List<ITransformer>();
        for (var i = 0; i < columns.Count; i++)
        {
            var (tensor, column) = (binding.Inputs[i], columns[i]);
            // The stock transformer does not fit a column of known size to an open dimension: it must be told the shape.
            if (column.Type is VectorDataViewType { IsKnownSize: true } vector)
                shapes.Add(tensor.Name, Array.ConvertAll(tensor.Shape(1, vector.Size, sizes), size => (int)size));
            var isKey = ItemType(column.Type) is KeyDataViewType;
            if (Bring(tensor, isKey) is not { } bring)
                continue;
            fitted.Add(bring.Fit(input));
            input = fitted[^1].Transform(input);
        }
        var estimator = shapes.Count == 0 ? scoring : catalog.ApplyOnnxModel(modelFile, shapes);
        var scorer = estimator.Fit(input);
        return fitted.Count == 0 ? scorer : new TransformerChain<ITransformer>([.. fitted, scorer]);
    }

    /// <summary>The columns behind a schema that is not known more closely.</summary>
    /// <param name="input">The columns there are.</param>
    /// <param name="binding">The inputs.</param>
    /// <exception cref="InvalidInputException">A column is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape input, ModelBinding binding)
    {
        var given = input;
        foreach (var tensor in binding.Inputs)
        {
            var found = given.Where(column => column.Name == tensor.Column).ToArray();
            if (found.Length == 0)
                throw new InvalidInputException(
                    $"Expected a column '{tensor.Column}', found the columns {string.Join(", ", given.Select(column => $"'{column.Name}'"))}."
                );
            if (Bring(tensor, found[0].IsKey) is { } bring)
                input = bring.GetOutputSchema(input);
        }
        // What is brought to the model's names is not shown.
        var outputs = binding.Outputs.Select(output => output.Column).ToHashSet(StringComparer.Ordinal);
        return new SchemaShape([
            .. given.Where(column => !outputs.Contains(column.Name)),
            .. scoring.GetOutputSchema(input).Where(column => outputs.Contains(column.Name)),
        ]);
    }

    // What makes the column that the model reads; null where it is there.
    private IEstimator<ITransformer>? Bring(BoundTensor tensor, bool isKey) =>
        isKey && tensor.ElementType == ElementType.String ? catalog.Conversion.MapKeyToValue(tensor.Name, tensor.Column)
        : tensor.Column != tensor.Name ? catalog.CopyColumns(tensor.Name, tensor.Column)
        : null;

    private static DataViewType ItemType(DataViewType type) =>
        type is VectorDataViewType vector ? vector.ItemType : type;
}
