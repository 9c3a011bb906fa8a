using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed partial class NormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "Normalizer";

    private readonly Normalizer[] _normalizers;

    internal NormalizingTransformer(IHost host, NormalizedColumn[] columns, Normalizer[] normalizers)
        : base(
            host.Register(nameof(NormalizingTransformer)),
            columns.Select(column => (column.Output, column.Input)).ToArray()
        ) => _normalizers = normalizers;

    internal NormalizingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(NormalizingTransformer)), ctx) =>
        _normalizers = ctx.Reader.ReadArray(() => Normalizer.Load(ctx.Reader));

    /// <param name="index">Which of the columns.</param>
    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        Check.Param(
            (uint)index < (uint)_normalizers.Length,
            nameof(index),
            $"Not valid. Valid range is from 0 (inclusive) to {_normalizers.Length} (exclusive) but got {index}."
        );
        return _normalizers[index].Parameters;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(NormalizingTransformer).Assembly);
        SaveColumns(ctx);
        ctx.Writer.WriteArray(_normalizers, normalizer => normalizer.Save(ctx.Writer));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : ColumnPairMapper
    {
        private const string Expected = "scalar or known-size vector of Single";

        private readonly NormalizingTransformer _parent;

        public Mapper(NormalizingTransformer parent, DataViewSchema schema)
            : base(parent, schema)
        {
            _parent = parent;
            for (var i = 0; i < parent.ColumnPairs.Length; i++)
            {
                var (name, type) = (Input(i).Name, Input(i).Type);
                if (type is VectorDataViewType { IsKnownSize: false })
                    throw Check.WrongColumn("inputSchema", "input", name, Expected, "variable-size vector");
                if (!NormalizedColumn.IsReal(type))
                    throw Check.WrongColumn("inputSchema", "input", name, Expected, $"{type}");
            }
        }

        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        )
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
            return new DataViewSchema.DetachedColumn(
                name,
                _parent._normalizers[output].Type,
                annotations.ToAnnotations()
            );
        }

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            _parent._normalizers[output].MakeGetter(row, input);
    }
}
