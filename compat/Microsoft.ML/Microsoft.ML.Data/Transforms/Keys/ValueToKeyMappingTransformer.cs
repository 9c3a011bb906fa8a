using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "TermTransform";

    private readonly KeyMap[] _maps;
    private readonly bool[] _namesAsText;

    internal ValueToKeyMappingTransformer(IHost host, KeyColumn[] columns, KeyMap[] maps)
        : base(host, columns.Select(column => (column.Output, column.Input)).ToArray())
    {
        _maps = maps;
        _namesAsText = columns.Select(column => column.NamesAsText).ToArray();
    }

    internal ValueToKeyMappingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register("Term"), ctx)
    {
        _maps = ctx.Reader.ReadArray(() => KeyMap.Load(ctx.Reader));
        _namesAsText = ctx.Reader.ReadArray(ctx.Reader.ReadBoolean);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(ValueToKeyMappingTransformer).Assembly);
        SaveColumns(ctx);
        ctx.Writer.WriteArray(_maps, map => map.Save(ctx.Writer));
        ctx.Writer.WriteArray(_namesAsText, ctx.Writer.Write);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : ColumnPairMapper
    {
        private readonly ValueToKeyMappingTransformer _parent;

        public Mapper(ValueToKeyMappingTransformer parent, DataViewSchema schema)
            : base(parent, schema)
        {
            _parent = parent;
            for (var i = 0; i < parent.ColumnPairs.Length; i++)
            {
                var (output, input) = parent.ColumnPairs[i];
                var type = KeyInput.Find(schema, input).Type.ItemType();
                Check.That(
                    type.Equals(parent._maps[i].ItemType),
                    $"Could not apply a map over type '{parent._maps[i].ItemType}' to column '{output}' since it has type '{type}'"
                );
            }
        }

        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        )
        {
            var map = _parent._maps[output];
            DataViewType type = input.Type is VectorDataViewType vector
                ? new VectorDataViewType(map.KeyType, vector.Dimensions)
                : map.KeyType;
            var annotations = new DataViewSchema.Annotations.Builder();
            map.AddKeyValues(annotations, input, _parent._namesAsText[output]);
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            _parent._maps[output].MakeGetter(row, input);
    }
}
