using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Transforms;

/// <summary>A user's function from row to row, with objects as its rows.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contract;
    private readonly SchemaDefinition _inputDefinition;

    internal CustomMappingTransformer(
        Action<TSrc, TDst> map,
        string contract,
        SchemaDefinition inputDefinition,
        SchemaDefinition outputDefinition
    )
    {
        _map = Check.NotNull(map, "mapAction");
        _contract = contract;
        _inputDefinition = inputDefinition;
        AddedColumns = MemberColumn.Of(typeof(TDst), outputDefinition, SchemaDefinition.Direction.Write);
    }

    internal MemberColumn[] AddedColumns { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) =>
        RowMapperView.OutputSchemaOf(new Mapper(this, Check.NotNull(inputSchema)));

    public IDataView Transform(IDataView input) =>
        new RowMapperView(Check.NotNull(input), new Mapper(this, input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) =>
        RowMapperView.ForRows(new Mapper(this, Check.NotNull(inputSchema)));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Check.That(_contract is not null, "Empty contract name for a transform: the transform cannot be saved");
        CustomMappingFile.Save(ctx, _contract, _map.Method.DeclaringType.Assembly);
    }

    private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema schema) : RowMapper(schema)
    {
        private readonly ObjectReader<TSrc> _reader = new(schema, ignoreMissingColumns: false, parent._inputDefinition);

        public override IEnumerable<int> Dependencies(int output) => _reader.Columns.Select(column => column.Index);

        protected override DataViewSchema.DetachedColumn[] MakeOutputs() =>
            MemberColumn.SchemaOf(parent.AddedColumns).Select(c => new DataViewSchema.DetachedColumn(c)).ToArray();

        /// <summary>The function is called once a row however many of its columns are read.</summary>
        public override Delegate[] MakeGetters(DataViewRow input, Predicate<int> active, ICollection<IDisposable> owned)
        {
            var getters = new Delegate[parent.AddedColumns.Length];
            if (!Enumerable.Range(0, getters.Length).Any(i => active(i)))
                return getters;

            var fill = _reader.Bind(input);
            var (source, result) = (new TSrc(), new TDst());
            long done = -1;
            TDst Mapped()
            {
                if (done == input.Position)
                    return result;
                fill(source);
                parent._map(source, result);
                done = input.Position;
                return result;
            }

            for (var i = 0; i < getters.Length; i++)
            {
                if (active(i))
                    getters[i] = ObjectGetters.Make(parent.AddedColumns[i], Mapped);
            }
            return getters;
        }

        protected override Delegate MakeGetter(DataViewRow input, int output) =>
            throw new InvalidOperationException("The columns of a custom mapping are made together");
    }
}
