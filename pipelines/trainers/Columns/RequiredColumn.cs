using Microsoft.ML;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>A column that a trainer reads, and what it must hold.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Expected">What it must hold, in words.</param>
/// <param name="Fits">Whether a column holds that.</param>
internal sealed record RequiredColumn(string Name, string Expected, Func<ColumnType, bool> Fits)
{
    /// <summary>The label of a row.</summary>
    public static RequiredColumn Label(string name) =>
        new(
            name,
            "a key, as Conversion.MapValueToKey makes of labels",
            type => type is { IsKey: true, IsVector: false }
        );

    /// <summary>A text a row.</summary>
    public static RequiredColumn Text(string name) =>
        new(name, "a text", type => type is { IsText: true, IsVector: false });

    /// <summary>Some texts a row.</summary>
    public static RequiredColumn Texts(string name) =>
        new(name, "a vector of texts", type => type is { IsText: true, IsVector: true });

    /// <summary>A sequence of numbers or of ids a row.</summary>
    public static RequiredColumn Sequence(string name) =>
        new(
            name,
            "a vector of Single, or of Int64 for ids",
            type =>
                type is { IsVector: true, IsKey: false } && (type.Item == typeof(float) || type.Item == typeof(long))
        );

    /// <summary>The column of a schema.</summary>
    /// <exception cref="InvalidInputException">There is none, or it holds something else.</exception>
    public DataViewSchema.Column In(DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(Name) is not { } column)
            throw Missing(schema.Where(c => !c.IsHidden).Select(c => c.Name));
        Require(ColumnType.Of(column));
        return column;
    }

    /// <summary>What the column of a schema's shape holds.</summary>
    /// <exception cref="InvalidInputException">There is none, or it holds something else.</exception>
    public ColumnType In(SchemaShape shape)
    {
        ColumnType[] found = [.. shape.Where(c => c.Name == Name).Select(ColumnType.Of)];
        if (found is not [var type])
            throw Missing(shape.Select(c => c.Name));
        Require(type);
        return type;
    }

    private void Require(ColumnType type)
    {
        if (!Fits(type))
            throw new InvalidInputException($"Column '{Name}': expected {Expected}, found {type.Name}.");
    }

    private InvalidInputException Missing(IEnumerable<string> columns) =>
        new(
            $"Expected a column '{Name}' with {Expected}, found the columns {string.Join(", ", columns.Select(c => $"'{c}'"))}."
        );
}
