using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// ML.NET's own way to score with a model, row by row, which is what a model of ours saves itself as: the ONNX transformer and, where
/// columns have other names or are keys, what brings them to it. It is made when a model is saved, and not before, since it loads the
/// model for itself.
/// </summary>
internal static class StockScoring
{
    /// <summary>Saves a model as ML.NET's own.</summary>
    /// <param name="catalog">Where its parts come from.</param>
    /// <param name="file">The model.</param>
    /// <param name="binding">Its inputs.</param>
    /// <param name="schema">The columns that it reads.</param>
    /// <param name="context">Where it goes.</param>
    public static void Save(
        TransformsCatalog catalog,
        ModelFile file,
        ModelBinding binding,
        DataViewSchema schema,
        ModelSaveContext context
    )
    {
        // ML.NET reads the file that the model was loaded from, which may have been changed since.
        var path = Path.Combine(Path.GetTempPath(), $"rnn-onnx-{Guid.NewGuid():N}.onnx");
        file.Save(path);
        var parts = new List<ITransformer>();
        try
        {
            parts.AddRange(Parts(catalog, path, binding, schema));
            ((ICanSaveModel)(parts.Count == 1 ? parts[0] : new TransformerChain<ITransformer>([.. parts]))).Save(
                context
            );
        }
        finally
        {
            foreach (var part in parts.OfType<IDisposable>())
                part.Dispose();
            File.Delete(path);
        }
    }

    private static IEnumerable<ITransformer> Parts(
        TransformsCatalog catalog,
        string path,
        ModelBinding binding,
        DataViewSchema schema
    )
    {
        var input = new SchemaView(schema);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        var shapes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var (tensor, column) in binding.Inputs.Zip(binding.CheckInputs(schema)))
        {
            // The stock transformer does not fit a column of known size to an open dimension: it must be told the shape.
            if (column.Type is VectorDataViewType { IsKnownSize: true } vector)
                shapes.Add(tensor.Name, Array.ConvertAll(tensor.Shape(1, vector.Size, sizes), size => (int)size));
            if (Bring(catalog, tensor, column) is not { } bring)
                continue;
            var brought = bring.Fit(input);
            input = new SchemaView(brought.GetOutputSchema(input.Schema));
            yield return brought;
        }
        yield return (shapes.Count == 0 ? catalog.ApplyOnnxModel(path) : catalog.ApplyOnnxModel(path, shapes)).Fit(
            input
        );
    }

    // What makes the column that the model reads; null where it is there.
    private static IEstimator<ITransformer>? Bring(
        TransformsCatalog catalog,
        BoundTensor tensor,
        DataViewSchema.Column column
    ) =>
        tensor.ElementType == ElementType.String && KeyTexts.Has(column)
            ? catalog.Conversion.MapKeyToValue(tensor.Name, tensor.Column)
        : tensor.Column != tensor.Name ? catalog.CopyColumns(tensor.Name, tensor.Column)
        : null;
}
