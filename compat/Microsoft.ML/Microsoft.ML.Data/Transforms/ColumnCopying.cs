using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(IHostEnvironment env, string outputColumnName, string inputColumnName)
        : base(
            env.Register(nameof(ColumnCopyingEstimator)),
            new ColumnCopyingTransformer(env, outputColumnName, inputColumnName)
        ) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(
            Transformer.ColumnPairs.Select(pair =>
            {
                var source = inputSchema.Find(pair.Input);
                return new SchemaShape.Column(
                    pair.Output,
                    source.Kind,
                    source.ItemType,
                    source.IsKey,
                    source.Annotations
                );
            })
        );
    }
}

public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "CopyTransform";

    internal ColumnCopyingTransformer(IHostEnvironment env, string outputColumnName, string inputColumnName)
        : base(env.Register(nameof(ColumnCopyingTransformer)), (outputColumnName, inputColumnName)) { }

    internal ColumnCopyingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(ColumnCopyingTransformer)), ctx) { }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(ColumnCopyingTransformer).Assembly);
        SaveColumns(ctx);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(ColumnCopyingTransformer parent, DataViewSchema schema)
        : ColumnPairMapper(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        ) => new(name, input.Type, input.Annotations);

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            Generic.Call<Delegate>(input.Type.RawType, Get<int>, row, input);

        private static ValueGetter<T> Get<T>(DataViewRow row, DataViewSchema.Column input) => row.GetGetter<T>(input);
    }
}
