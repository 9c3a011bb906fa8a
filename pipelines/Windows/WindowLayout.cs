using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>The sizes of windows and what their values are called; makes the schema of a view of windows, and reads it back.</summary>
/// <param name="LookBack">Steps of an input, T.</param>
/// <param name="Horizon">Steps of a target.</param>
/// <param name="Columns">Names of the values of an input's step, C.</param>
/// <param name="Targets">Those that are forecast, by their positions among the columns.</param>
/// <param name="Dated">Whether there are columns of dates and times.</param>
internal sealed record WindowLayout(
    int LookBack,
    int Horizon,
    IReadOnlyList<string> Columns,
    IReadOnlyList<int> Targets,
    bool Dated
)
{
    /// <summary>The columns <c>series</c>, <c>target</c> and, where there are dates, <c>date</c> and <c>times</c>.</summary>
    public DataViewSchema ToSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(
            WindowColumns.Series,
            new VectorDataViewType(NumberDataViewType.Single, LookBack, Columns.Count),
            WindowNames.Annotate(Columns)
        );
        builder.AddColumn(
            WindowColumns.Target,
            Targets.Count == 1
                ? new VectorDataViewType(NumberDataViewType.Single, Horizon)
                : new VectorDataViewType(NumberDataViewType.Single, Horizon, Targets.Count),
            WindowNames.Annotate([.. Targets.Select(target => Columns[target])])
        );
        if (Dated)
        {
            builder.AddColumn(WindowColumns.Date, DateTimeDataViewType.Instance);
            builder.AddColumn(
                WindowColumns.Times,
                new VectorDataViewType(NumberDataViewType.Int64, LookBack + Horizon)
            );
        }
        return builder.ToSchema();
    }

    /// <summary>Reads the sizes from the columns of any view.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type, or they do not fit together.</exception>
    public static WindowLayout Of(DataViewSchema schema, string seriesColumn, string targetColumn, string timesColumn)
    {
        var series = Vector(schema, seriesColumn, NumberDataViewType.Single, "single-precision");
        var target = Vector(schema, targetColumn, NumberDataViewType.Single, "single-precision");
        var columns = WindowNames.Of(series) ?? Numbered(StepSize(series));
        var names = WindowNames.Of(target) ?? [.. columns.Take(StepSize(target))];
        int[] targets = [.. names.Select(name => Array.IndexOf(columns, name))];
        if (
            targets.Length == 0
            || targets.Contains(-1)
            || Size(series) % columns.Length != 0
            || Size(target) % targets.Length != 0
        )
            throw new InvalidInputException(
                $"Columns '{seriesColumn}' and '{targetColumn}': expected vectors [T, C] and [horizon, targets] with targets among the {columns.Length} columns of a step, found {series.Type} and {target.Type}."
            );
        var (lookBack, horizon) = (Size(series) / columns.Length, Size(target) / targets.Length);
        var dated = schema.GetColumnOrNull(timesColumn) is not null;
        if (
            dated
            && Size(Vector(schema, timesColumn, NumberDataViewType.Int64, "64-bit whole-number")) != lookBack + horizon
        )
            throw new InvalidInputException(
                $"Column '{timesColumn}': expected {lookBack} + {horizon} time stamps, found {schema[timesColumn].Type}."
            );
        return new WindowLayout(lookBack, horizon, columns, targets, dated);
    }

    /// <summary>Refuses a shape of a schema that can not be one of windows.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public static void Require(SchemaShape shape, params ReadOnlySpan<string> columns)
    {
        foreach (var name in columns)
        {
            SchemaShape.Column[] found = [.. shape.Where(column => column.Name == name)];
            if (found is not [{ Kind: SchemaShape.Column.VectorKind.Vector, IsKey: false } column])
                throw new InvalidInputException(
                    $"Expected a column '{name}' of single-precision vectors of known size, found {(found.Length == 0 ? "none" : "another")}."
                );
            if (!column.ItemType.Equals(NumberDataViewType.Single))
                throw new InvalidInputException(
                    $"Column '{name}': expected a vector of Single, found one of {column.ItemType}."
                );
        }
    }

    private static DataViewSchema.Column Vector(DataViewSchema schema, string name, DataViewType item, string words) =>
        schema.GetColumnOrNull(name) switch
        {
            null => throw new InvalidInputException(
                $"Expected a column '{name}' of {words} vectors, found the columns {string.Join(", ", schema.Select(c => $"'{c.Name}'"))}."
            ),
            { Type: VectorDataViewType { IsKnownSize: true } vector } column when vector.ItemType.Equals(item) =>
                column,
            { } other => throw new InvalidInputException(
                $"Column '{name}': expected a vector of {item} of known size, found {other.Type}."
            ),
        };

    private static int Size(DataViewSchema.Column column) => ((VectorDataViewType)column.Type).Size;

    // The values of a step: the second dimension, or one.
    private static int StepSize(DataViewSchema.Column column) =>
        ((VectorDataViewType)column.Type).Dimensions is [_, var step] ? step : 1;

    private static string[] Numbered(int count) =>
        count == 1 ? ["value"] : [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"value{i}"))];
}
