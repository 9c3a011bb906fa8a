namespace Microsoft.ML.Data;

/// <summary>
/// A schema with columns added: new names at the end, and a name that is there already right behind its last column,
/// which it hides.
/// </summary>
internal sealed class AddedColumns
{
    private readonly (bool FromInput, int Index)[] _origins;

    public AddedColumns(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        var columns = input.Select(column => new DataViewSchema.DetachedColumn(column)).ToList();
        var origins = Enumerable.Range(0, input.Count).Select(i => (FromInput: true, Index: i)).ToList();
        for (var i = 0; i < added.Count; i++)
        {
            var name = added[i].Name;
            var same = columns.FindLastIndex(column => column.Name == name);
            var place = same < 0 ? columns.Count : same + 1;
            columns.Insert(place, added[i]);
            origins.Insert(place, (false, i));
        }
        Schema = DataViewSchema.Of(columns);
        _origins = origins.ToArray();
    }

    public DataViewSchema Schema { get; }

    /// <summary>Whether a column is the input's, and its index there or among the added ones.</summary>
    public (bool FromInput, int Index) Origin(int column) => _origins[column];

    /// <summary>Which added columns are active when those of the whole schema are.</summary>
    public bool IsAddedActive(int added, bool[] active)
    {
        for (var i = 0; i < active.Length; i++)
        {
            if (active[i] && _origins[i] == (false, added))
                return true;
        }
        return false;
    }
}
