using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>An input or output of a model that is a column of vectors.</summary>
/// <param name="Info">What the model declares.</param>
internal sealed record BoundTensor(TensorInfo Info)
{
    /// <summary>The name of the tensor and of the column.</summary>
    public string Name => Info.Name;

    /// <summary>Whether the column holds 64-bit whole numbers, and not single-precision ones.</summary>
    public bool IsWhole => Info.ElementType == ElementType.Int64;

    /// <summary>Product of the known inner dimensions: a row's values come in multiples of it.</summary>
    private long Unit => Info.Shape.Skip(1).Aggregate(1L, (product, dim) => product * (dim.Value ?? 1));

    private bool IsOpen => Info.Shape.Skip(1).Any(dim => dim.Value is null);

    public static bool CanBind(TensorInfo info) =>
        info.ElementType is ElementType.Float or ElementType.Int64
        && info.Shape.Count >= 2
        && info.Shape.Skip(1).All(dim => dim.Value is null or (> 0 and <= int.MaxValue));

    /// <summary>The shape of an input for rows of so many values.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="values">Values of a row.</param>
    /// <param name="sizes">Sizes of named dimensions so far; that of this input is added.</param>
    /// <exception cref="InvalidInputException">A row can not have so many values.</exception>
    public long[] Shape(int rows, int values, Dictionary<string, long> sizes)
    {
        if (values == 0 || (IsOpen ? values % Unit != 0 : values != Unit))
            throw new InvalidInputException(
                $"Column '{Name}': expected {(IsOpen ? "a multiple of " : "")}{Unit} values a row, found {values}."
            );
        foreach (var symbol in Info.Shape.Skip(1).Select(dim => dim.Symbol).OfType<string>())
        {
            if (!sizes.TryAdd(symbol, values / Unit) && sizes[symbol] != values / Unit)
                throw new InvalidInputException(
                    $"Column '{Name}': expected as many steps as the other columns, {sizes[symbol]}, found {values / Unit}."
                );
        }
        return [rows, .. Info.Shape.Skip(1).Select(dim => dim.Value ?? values / Unit)];
    }

    /// <summary>The shape of an output, its open dimensions as those of the inputs.</summary>
    public long[] Shape(int rows, IReadOnlyDictionary<string, long> sizes) =>
        [rows, .. Info.Shape.Skip(1).Select(dim => dim.Value ?? sizes[dim.Symbol!])];

    /// <summary>The column in a schema.</summary>
    /// <exception cref="InvalidInputException">There is none, or it holds something else.</exception>
    public DataViewSchema.Column CheckColumn(DataViewSchema schema)
    {
        var column = schema.GetColumnOrNull(Name);
        if (column is null)
            throw new InvalidInputException(
                $"Expected a column '{Name}' of {(IsWhole ? "64-bit whole-number" : "single-precision")} vectors, found the columns {string.Join(", ", schema.Select(c => $"'{c.Name}'"))}."
            );
        if (
            column.Value.Type is not VectorDataViewType { ItemType.RawType: var item }
            || item != (IsWhole ? typeof(long) : typeof(float))
        )
            throw new InvalidInputException(
                $"Column '{Name}': expected a vector of {(IsWhole ? "Int64" : "Single")}, found {column.Value.Type}."
            );
        return column.Value;
    }
}
