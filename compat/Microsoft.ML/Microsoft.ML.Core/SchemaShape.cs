using System.Collections;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

/// <summary>What is known of a schema before there is data: names, item types, and whether they are vectors.</summary>
public sealed partial class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        _columns = Check.NotNull(columns).ToArray();
        Check.Param(
            _columns.All(column => column.Name is not null),
            nameof(columns),
            "Some items are not initialized properly."
        );
    }

    internal static SchemaShape Empty { get; } = new([]);

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of a schema without its hidden columns.</summary>
    internal static SchemaShape Create(DataViewSchema schema) =>
        new(schema.Where(column => !column.IsHidden).Select(Shape));

    internal static Column Shape(DataViewSchema.Column column) =>
        Shape(column.Name, column.Type, new SchemaShape(column.Annotations.Schema.Select(a => Shape(a.Name, a.Type))));

    internal static Column Shape(string name, DataViewType type, SchemaShape annotations = null)
    {
        var vector = type as VectorDataViewType;
        var item = vector?.ItemType ?? type;
        var kind =
            vector is null ? Column.VectorKind.Scalar
            : vector.IsKnownSize ? Column.VectorKind.Vector
            : Column.VectorKind.VariableVector;
        return item is KeyDataViewType
            ? new Column(name, kind, PrimitiveTypes.OfRawType(item.RawType), isKey: true, annotations)
            : new Column(name, kind, item, isKey: false, annotations);
    }

    internal bool TryFindColumn(string name, out Column column)
    {
        column = Array.Find(_columns, c => c.Name == name);
        return column.Name is not null;
    }

    /// <summary>The column, or the error that an estimator gives when its input lacks it.</summary>
    internal Column Find(string name, string role = "input") =>
        TryFindColumn(name, out var column) ? column : throw Check.MissingColumn("inputSchema", role, name);

    /// <summary>This shape with columns added, each in the place of one with the same name if there is one.</summary>
    internal SchemaShape With(IEnumerable<Column> added)
    {
        var columns = _columns.ToDictionary(column => column.Name);
        foreach (var column in added)
            columns[column.Name] = column;
        return new SchemaShape(columns.Values);
    }
}
