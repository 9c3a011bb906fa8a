using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(
        IHostEnvironment env,
        DataKind outputKind,
        params (string Output, string Input)[] columns
    )
        : base(env.Register(nameof(TypeConvertingEstimator)), new TypeConvertingTransformer(env, outputKind, columns))
    { }

    /// <summary>Keys are not told from numbers here: what can not be done with them shows when there is data.</summary>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        var type = PrimitiveTypes.OfKind(Transformer.OutputKind);
        return inputSchema.With(
            Transformer.ColumnPairs.Select(pair =>
            {
                var source = inputSchema.Find(pair.Input);
                Check.Param(
                    ValueConversions.Exists(source.ItemType, type),
                    nameof(inputSchema),
                    $"Don't know how to convert {pair.Input} into {type}"
                );
                return new SchemaShape.Column(pair.Output, source.Kind, type, isKey: false, source.Annotations);
            })
        );
    }
}

public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "ConvertTransform";

    internal TypeConvertingTransformer(
        IHostEnvironment env,
        DataKind outputKind,
        (string Output, string Input)[] columns
    )
        : base(env.Register(nameof(TypeConvertingTransformer)), columns)
    {
        Check.Param(columns.Length > 0, nameof(columns), "columns cannot be null or empty");
        OutputKind = outputKind;
    }

    internal TypeConvertingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(TypeConvertingTransformer)), ctx) => OutputKind = (DataKind)ctx.Reader.ReadByte();

    internal DataKind OutputKind { get; }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(TypeConvertingTransformer).Assembly);
        SaveColumns(ctx);
        ctx.Writer.Write((byte)OutputKind);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : ColumnPairMapper
    {
        private readonly DataViewType[] _types;

        public Mapper(TypeConvertingTransformer parent, DataViewSchema schema)
            : base(parent, schema)
        {
            var type = PrimitiveTypes.OfKind(parent.OutputKind);
            _types = parent.ColumnPairs.Select((_, i) => OutputType(Input(i), type)).ToArray();
        }

        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        )
        {
            var (from, to) = (input.Type.ItemType(), _types[output].ItemType());
            var annotations = new DataViewSchema.Annotations.Builder();
            if (_types[output] is VectorDataViewType { IsKnownSize: true })
                annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
            if (from is KeyDataViewType)
                annotations.Add(input.Annotations, kind => kind == AnnotationKinds.KeyValues);
            if (from is NumberDataViewType && to is NumberDataViewType)
                annotations.Add(input.Annotations, kind => kind == AnnotationKinds.IsNormalized);
            if (input.Type is BooleanDataViewType && to is NumberDataViewType)
                annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
            return new DataViewSchema.DetachedColumn(name, _types[output], annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            ValueConversions.MakeGetter(row, input, _types[output]);

        /// <summary>A key stays a key of as many categories.</summary>
        private static DataViewType OutputType(DataViewSchema.Column input, PrimitiveDataViewType type)
        {
            var from = input.Type.ItemType();
            var to =
                from is KeyDataViewType key && KeyDataViewType.Maximum(type.RawType) is > 0 and var maximum
                    ? new KeyDataViewType(type.RawType, Math.Min(key.Count, maximum))
                    : type;
            Check.Param(
                ValueConversions.Exists(from, to),
                "inputSchema",
                $"source column '{input.Name}' with item type '{input.Type}' is not compatible with destination type '{to}'"
            );
            return input.Type is VectorDataViewType vector ? new VectorDataViewType(to, vector.Dimensions) : to;
        }
    }
}
