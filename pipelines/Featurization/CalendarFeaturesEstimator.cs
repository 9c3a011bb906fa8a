using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Featurization;

/// <summary>Calendar features of dates or time stamps. Made by <c>mlContext.Transforms.CalendarFeatures</c>.</summary>
public sealed class CalendarFeaturesEstimator : IEstimator<ITransformer>
{
    private readonly TransformsCatalog catalog;
    private readonly string output;
    private readonly string input;
    private readonly CalendarField[] fields;
    private readonly bool areTicks;

    internal CalendarFeaturesEstimator(
        TransformsCatalog catalog,
        string output,
        string input,
        IReadOnlyList<CalendarField> fields,
        bool areTicks = false
    )
    {
        if (fields.Count == 0 || fields.Distinct().Count() != fields.Count)
            throw new InvalidInputException(
                $"Option fields: expected different fields, one or more, found {(fields.Count == 0 ? "none" : string.Join(", ", fields))}."
            );
        (this.catalog, this.output, this.input) = (catalog, output, input);
        (this.fields, this.areTicks) = ([.. fields], areTicks);
    }

    /// <summary>Makes the graph; nothing is learned from <paramref name="input"/>, only its schema is read.</summary>
    /// <exception cref="InvalidInputException">The column is missing or holds no dates.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column =
            input.Schema.GetColumnOrNull(this.input)
            ?? throw Missing(input.Schema.Where(c => !c.IsHidden).Select(c => c.Name));
        var vector = column.Type as VectorDataViewType;
        var item = vector?.ItemType ?? column.Type;
        if (!Fits(item, vector is not null))
            throw Wrong(column.Type.ToString()!);
        var steps =
            vector is null ? 1
            : vector.IsKnownSize ? vector.Size
            : (int?)null;
        return output == this.input ? InPlace().Fit(input)
            : item is DateTimeDataViewType ? OfDates().Fit(input)
            : GraphFeaturizer.Fit(catalog, Graph(steps), input);
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and the features.</summary>
    /// <exception cref="InvalidInputException">The column is missing or holds no dates.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] found = [.. inputSchema.Where(column => column.Name == input)];
        if (found is not [var column])
            throw Missing(inputSchema.Select(c => c.Name));
        if (column.IsKey || !Fits(column.ItemType, column.Kind != SchemaShape.Column.VectorKind.Scalar))
            throw Wrong(column.ItemType.ToString()!);
        int? steps = column.Kind == SchemaShape.Column.VectorKind.VariableVector ? null : 1;
        return output == input ? InPlace().GetOutputSchema(inputSchema)
            : column.ItemType is DateTimeDataViewType ? OfDates().GetOutputSchema(inputSchema)
            : GraphFeaturizer.OutputSchema(catalog, Graph(steps), inputSchema);
    }

    // Only ML.NET's own conversion reads dates: their ticks go to the graph under a name that is dropped behind it.
    private EstimatorChain<ColumnSelectingTransformer> OfDates()
    {
        var ticks = output + ".ticks";
        return catalog
            .Conversion.ConvertType(ticks, input, DataKind.Int64)
            .Append(catalog.Concatenate(ticks, ticks))
            .Append(new CalendarFeaturesEstimator(catalog, output, ticks, fields, areTicks: true))
            .Append(catalog.DropColumns(ticks));
    }

    private EstimatorChain<ColumnSelectingTransformer> InPlace() =>
        GraphFeaturizer.InPlace(catalog, output, other => new CalendarFeaturesEstimator(catalog, other, input, fields));

    private ModelFile Graph(int? steps) => CalendarGraph.Build(input, output, fields, steps, areTicks);

    private static bool Fits(DataViewType item, bool isVector) =>
        item is DateTimeDataViewType || (isVector && item.Equals(NumberDataViewType.Int64));

    private InvalidInputException Missing(IEnumerable<string> columns) =>
        new(
            $"Expected a column '{input}' of dates or time stamps, found the columns {string.Join(", ", columns.Select(c => $"'{c}'"))}."
        );

    private InvalidInputException Wrong(string found) =>
        new($"Column '{input}': expected dates (DateTime) or a vector of Int64, seconds since 1970, found {found}.");
}
