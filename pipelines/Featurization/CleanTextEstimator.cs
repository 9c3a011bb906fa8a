using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Featurization;

/// <summary>Cleans texts. Made by <c>mlContext.Transforms.CleanText</c>.</summary>
public sealed class CleanTextEstimator : IEstimator<ITransformer>
{
    private readonly TransformsCatalog catalog;
    private readonly string output;
    private readonly string input;
    private readonly CleaningOptions options;

    internal CleanTextEstimator(TransformsCatalog catalog, string output, string input, CleaningOptions options) =>
        (this.catalog, this.output, this.input, this.options) = (catalog, output, input, options);

    /// <summary>Makes the graph; nothing is learned from <paramref name="input"/>, only its schema is read.</summary>
    /// <exception cref="InvalidInputException">The column is missing or holds no texts.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema.GetColumnOrNull(this.input) is not { } column)
            throw Missing(input.Schema.Where(c => !c.IsHidden).Select(c => c.Name));
        var vector = column.Type as VectorDataViewType;
        if ((vector?.ItemType ?? column.Type) is not TextDataViewType)
            throw Wrong(column.Type.ToString()!);
        var texts =
            vector is null ? 1
            : vector.IsKnownSize ? vector.Size
            : (int?)null;
        return output == this.input ? InPlace().Fit(input) : GraphFeaturizer.Fit(catalog, Graph(texts), input);
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and the clean texts.</summary>
    /// <exception cref="InvalidInputException">The column is missing or holds no texts.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] found = [.. inputSchema.Where(column => column.Name == input)];
        if (found is not [var column])
            throw Missing(inputSchema.Select(c => c.Name));
        if (column.IsKey || column.ItemType is not TextDataViewType)
            throw Wrong(column.ItemType.ToString()!);
        int? texts = column.Kind == SchemaShape.Column.VectorKind.VariableVector ? null : 1;
        return output == input
            ? InPlace().GetOutputSchema(inputSchema)
            : GraphFeaturizer.OutputSchema(catalog, Graph(texts), inputSchema);
    }

    private EstimatorChain<ColumnSelectingTransformer> InPlace() =>
        GraphFeaturizer.InPlace(catalog, output, other => new CleanTextEstimator(catalog, other, input, options));

    // string [batch, W] to string [batch, W].
    private ModelFile Graph(int? texts)
    {
        Dim width = texts is { } count ? count : "texts";
        var graph = new GraphBuilder("clean", new GraphBuilderOptions { Opset = TextNodes.LowestOpset });
        var given = graph.AddInput(input, ElementType.String, "batch", width); // [batch, W]
        var clean = CleaningNodes.Add(graph, graph.Reshape(given, [-1]), options); // [batch * W, 1]
        var shaped = graph.Reshape(clean, graph.Shape(given)); // [batch, W]
        graph.AddOutput(output, shaped, ElementType.String, "batch", width);
        return graph.Build();
    }

    private InvalidInputException Missing(IEnumerable<string> columns) =>
        new(
            $"Expected a column '{input}' of texts, found the columns {string.Join(", ", columns.Select(c => $"'{c}'"))}."
        );

    private InvalidInputException Wrong(string found) =>
        new($"Column '{input}': expected a text or a vector of texts, found {found}.");
}
