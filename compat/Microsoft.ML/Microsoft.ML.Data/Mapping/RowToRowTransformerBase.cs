using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that adds columns computed row by row. Derived classes make the mapper and save themselves.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    private protected RowToRowTransformerBase(IHost host) => Host = host;

    private protected IHost Host { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) =>
        RowMapperView.OutputSchemaOf(MakeRowMapper(Check.NotNull(inputSchema)));

    public IDataView Transform(IDataView input) => new RowMapperView(Check.NotNull(input), MakeRowMapper(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) =>
        RowMapperView.ForRows(MakeRowMapper(Check.NotNull(inputSchema)));

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <summary>Checks the schema: what does not fit is an error here, before any row is read.</summary>
    private protected abstract RowMapper MakeRowMapper(DataViewSchema schema);

    private protected abstract void SaveModel(ModelSaveContext ctx);
}
