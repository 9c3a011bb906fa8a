using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>An input or output of a model that is a column of vectors.</summary>
/// <param name="Info">What the model declares.</param>
/// <param name="Column">The name of the column.</param>
internal sealed record BoundTensor(TensorInfo Info, string Column)
{
    // How ML.NET holds and calls what a tensor holds, and how we call columns of it.
    private static readonly Dictionary<ElementType, (Type Raw, string Name, string Words)> Items = new()
    {
        [ElementType.Float] = (typeof(float), "Single", "single-precision"),
        [ElementType.Int64] = (typeof(long), "Int64", "64-bit whole-number"),
        [ElementType.String] = (typeof(ReadOnlyMemory<char>), "String", "text"),
    };

    /// <summary>The name of the tensor.</summary>
    public string Name => Info.Name;

    /// <summary>What the tensor and the column hold.</summary>
    public ElementType ElementType => Info.ElementType;

    /// <summary>
    /// The column of an output as ML.NET's own transformer declares it: the row is a batch of one, and with an open dimension the size is
    /// not known.
    /// </summary>
    public VectorDataViewType ColumnType
    {
        get
        {
            PrimitiveDataViewType item = ElementType switch
            {
                ElementType.Int64 => NumberDataViewType.Int64,
                ElementType.String => TextDataViewType.Instance,
                _ => NumberDataViewType.Single,
            };
            int[] sizes = [(int)(Info.Shape[0].Value ?? 1), .. Info.Shape.Skip(1).Select(dim => (int)(dim.Value ?? 0))];
            return sizes.Contains(0) ? new VectorDataViewType(item) : new VectorDataViewType(item, sizes);
        }
    }

    /// <summary>Product of the known inner dimensions: a row's values come in multiples of it.</summary>
    private long Unit => Info.Shape.Skip(1).Aggregate(1L, (product, dim) => product * (dim.Value ?? 1));

    private bool IsOpen => Info.Shape.Skip(1).Any(dim => dim.Value is null);

    public static bool CanBind(TensorInfo info) =>
        Items.ContainsKey(info.ElementType)
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
                $"Column '{Column}': expected {(IsOpen ? "a multiple of " : "")}{Unit} values a row, found {values}."
            );
        foreach (var symbol in Info.Shape.Skip(1).Select(dim => dim.Symbol).OfType<string>())
        {
            if (!sizes.TryAdd(symbol, values / Unit) && sizes[symbol] != values / Unit)
                throw new InvalidInputException(
                    $"Column '{Column}': expected as many steps as the other columns, {sizes[symbol]}, found {values / Unit}."
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
        var (raw, name, words) = Items[ElementType];
        var column = schema.GetColumnOrNull(Column);
        if (column is null)
            throw new InvalidInputException(
                $"Expected a column '{Column}' of {words} vectors, found the columns {string.Join(", ", schema.Select(c => $"'{c.Name}'"))}."
            );
        // A text alone is a row of one text, as it is to ML.NET's own transformer; numbers come in vectors.
        var fits =
            ElementType == ElementType.String
                ? column.Value.Type is TextDataViewType or VectorDataViewType { ItemType: TextDataViewType }
                    || KeyTexts.Has(column.Value)
                : column.Value.Type is VectorDataViewType vector
                    && vector.ItemType.RawType == raw
                    && vector.ItemType is not KeyDataViewType;
        if (!fits)
            throw new InvalidInputException(
                $"Column '{Column}': expected a vector of {name}, found {column.Value.Type}."
            );
        return column.Value;
    }

    /// <summary>Looks at a column that is not known more closely.</summary>
    /// <exception cref="InvalidInputException">There is none, or it holds something else.</exception>
    public SchemaShape.Column CheckColumn(SchemaShape shape)
    {
        var (raw, name, _) = Items[ElementType];
        var found = shape.Where(column => column.Name == Column).ToArray();
        if (found.Length == 0)
            throw new InvalidInputException(
                $"Expected a column '{Column}' of {name}, found the columns {string.Join(", ", shape.Select(column => $"'{column.Name}'"))}."
            );
        var fits =
            ElementType == ElementType.String
                ? found[0].IsKey || found[0].ItemType.RawType == raw
                : !found[0].IsKey
                    && found[0].ItemType.RawType == raw
                    && found[0].Kind != SchemaShape.Column.VectorKind.Scalar;
        return fits
            ? found[0]
            : throw new InvalidInputException(
                $"Column '{Column}': expected a vector of {name}, found {found[0].Kind} {found[0].ItemType}."
            );
    }
}
