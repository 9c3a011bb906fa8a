using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(IHostEnvironment env, ColumnSelection selection)
        : base(env.Register(nameof(ColumnSelectingEstimator)), new ColumnSelectingTransformer(selection)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var selection = Transformer.Selection;
        selection.CheckAllAreIn(Check.NotNull(inputSchema).Select(column => column.Name));
        return new SchemaShape(inputSchema.Where(column => selection.Keeps(column.Name)));
    }
}

/// <summary>Columns to keep, in this order, or columns to drop.</summary>
internal sealed record ColumnSelection(string[] Names, bool Keep, bool KeepHidden)
{
    public bool Keeps(string name) => Names.Contains(name) == Keep;

    public void CheckAllAreIn(IEnumerable<string> columns)
    {
        var missing = Names.Except(columns).ToArray();
        if (missing.Length > 0)
            throw Check.MissingColumn("inputSchema", "input", string.Join(",", missing));
    }

    /// <summary>The indices of the columns that stay.</summary>
    public int[] Select(DataViewSchema schema)
    {
        var kept = Keep
            ? Names.SelectMany(name => schema.Where(c => c.Name == name && (KeepHidden || !c.IsHidden)))
            : schema.Where(column => Keeps(column.Name));
        return kept.Select(column => column.Index).ToArray();
    }
}

public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoadName = "SelectColumnsTransform";

    internal ColumnSelectingTransformer(ColumnSelection selection)
    {
        Check.That(
            selection.Names is { Length: > 0 },
            "Neither keepColumns and dropColumns is set. Exactly one must be specified."
        );
        Selection = selection;
    }

    internal ColumnSelectingTransformer(ModelLoadContext ctx)
        : this(new ColumnSelection(ctx.Reader.ReadStrings(), ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean())) { }

    internal ColumnSelection Selection { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Over(new EmptyDataView(inputSchema)).Schema;

    public IDataView Transform(IDataView input) => Over(Check.NotNull(input));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Over(new EmptyDataView(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(ColumnSelectingTransformer).Assembly);
        ctx.Writer.WriteStrings(Selection.Names);
        ctx.Writer.Write(Selection.Keep);
        ctx.Writer.Write(Selection.KeepHidden);
    }

    private ColumnSubsetView Over(IDataView input)
    {
        Selection.CheckAllAreIn(input.Schema.Select(column => column.Name));
        return new ColumnSubsetView(input, Selection.Select(input.Schema));
    }
}
