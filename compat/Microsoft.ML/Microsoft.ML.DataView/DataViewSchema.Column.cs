using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public struct Column
    {
        public string Name { get; }

        public int Index { get; }

        public bool IsHidden { get; }

        public DataViewType Type { get; }

        public Annotations Annotations { get; }

        internal Column(DetachedColumn column, int index, bool isHidden)
        {
            Name = column.Name;
            Index = index;
            IsHidden = isHidden;
            Type = column.Type;
            Annotations = column.Annotations;
        }

        public override string ToString()
        {
            var kinds = Annotations is { Schema.Count: > 0 } ? $" {{{Annotations}}}" : "";
            return $"{Name}: {Type}{kinds}";
        }
    }

    /// <summary>A column before it has a place in a schema.</summary>
    public struct DetachedColumn
    {
        public string Name { get; }

        public DataViewType Type { get; }

        public Annotations Annotations { get; }

        public DetachedColumn(string name, DataViewType type, Annotations annotations = null)
        {
            Name = string.IsNullOrEmpty(name) ? throw new ArgumentNullException(nameof(name)) : name;
            Type = type ?? throw new ArgumentNullException(nameof(type));
            Annotations = annotations ?? Annotations.Empty;
        }

        public DetachedColumn(Column column)
            : this(column.Name, column.Type, column.Annotations) { }
    }

    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = [];

        public Builder() { }

        public void AddColumn(string name, DataViewType type, Annotations annotations = null) =>
            _columns.Add(new DetachedColumn(name, type, annotations));

        public void AddColumns(IEnumerable<Column> source) =>
            _columns.AddRange(source.Select(column => new DetachedColumn(column)));

        public void AddColumns(IEnumerable<DetachedColumn> source) => _columns.AddRange(source);

        public DataViewSchema ToSchema() => new(_columns);
    }

    internal static DataViewSchema Of(IEnumerable<DetachedColumn> columns)
    {
        var builder = new Builder();
        builder.AddColumns(columns);
        return builder.ToSchema();
    }
}
