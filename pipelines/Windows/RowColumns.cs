using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>The columns of rows that windows are made of.</summary>
/// <param name="Values">Columns of numbers, or one of vectors.</param>
/// <param name="Names">Names of a row's values, C.</param>
/// <param name="Targets">Positions of those that are forecast.</param>
/// <param name="Date">The column of dates.</param>
internal sealed record RowColumns(
    IReadOnlyList<DataViewSchema.Column> Values,
    IReadOnlyList<string> Names,
    IReadOnlyList<int> Targets,
    DataViewSchema.Column? Date
)
{
    /// <summary>What to read from the source.</summary>
    public IEnumerable<DataViewSchema.Column> Needed => Date is { } date ? Values.Append(date) : Values;

    /// <summary>Finds the columns in a schema.</summary>
    /// <exception cref="InvalidInputException">One is missing or of another type.</exception>
    public static RowColumns Of(DataViewSchema schema, WindowOptions options)
    {
        DataViewSchema.Column[] values = [.. options.Columns.Select(name => Find(schema, name))];
        var vectors = values.Count(column => column.Type is VectorDataViewType);
        foreach (var column in values)
            RequireNumbers(column, alone: vectors == 0 || values.Length == 1);
        var names = vectors == 0 ? [.. values.Select(column => column.Name)] : SlotNames(values[0]);
        int[] targets = options.Targets.Count == 0 ? [0] : [.. options.Targets.Select(name => Target(names, name))];
        if (targets.Distinct().Count() != targets.Length || names.Distinct().Count() != names.Length)
            throw new InvalidInputException(
                $"Options columns and targets: expected each name once, found {string.Join(", ", names)} and {string.Join(", ", options.Targets)}."
            );
        DataViewSchema.Column? date = options.Date is { } name ? Find(schema, name) : null;
        if (date is { Type: not DateTimeDataViewType } other)
            throw new InvalidInputException($"Column '{other.Name}': expected dates (DateTime), found {other.Type}.");
        return new RowColumns(values, names, targets, date);
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name)
        ?? throw new InvalidInputException(
            $"Expected a column '{name}', found the columns {string.Join(", ", schema.Select(c => $"'{c.Name}'"))}."
        );

    private static void RequireNumbers(DataViewSchema.Column column, bool alone)
    {
        var fits = column.Type switch
        {
            NumberDataViewType => true,
            VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType } => alone,
            _ => false,
        };
        if (!fits)
            throw new InvalidInputException(
                $"Column '{column.Name}': expected numbers, or vectors of numbers of known size where it is the only column, found {column.Type}."
            );
    }

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
        {
            var size = ((VectorDataViewType)column.Type).Size;
            return [.. Enumerable.Range(0, size).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        }
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static int Target(string[] names, string name) =>
        Array.IndexOf(names, name) is >= 0 and var target
            ? target
            : throw new InvalidInputException(
                $"Option targets: expected some of the columns {string.Join(", ", names)}, found '{name}'."
            );
}
