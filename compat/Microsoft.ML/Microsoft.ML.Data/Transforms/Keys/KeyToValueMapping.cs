using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(IHostEnvironment env, params (string Output, string Input)[] columns)
        : base(env.Register(nameof(KeyToValueMappingEstimator)), new KeyToValueMappingTransformer(env, columns)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(
            Transformer.ColumnPairs.Select(pair => Shape(pair.Output, inputSchema.Find(pair.Input)))
        );
    }

    private static SchemaShape.Column Shape(string output, SchemaShape.Column input)
    {
        if (!input.IsKey)
            throw Check.WrongColumn("inputSchema", "input", input.Name, "KeyType", input.TypeText);
        Check.Param(
            input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values),
            "inputSchema",
            $"Input column '{input.Name}' doesn't contain key values metadata"
        );
        var annotations = AnnotationShapes.HasSlotNames(input)
            ? new SchemaShape(input.Annotations.Where(annotation => annotation.Name == AnnotationKinds.SlotNames))
            : null;
        return new SchemaShape.Column(output, input.Kind, values.ItemType, values.IsKey, annotations);
    }
}

public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "KeyToValueTransform";

    internal KeyToValueMappingTransformer(IHostEnvironment env, (string Output, string Input)[] columns)
        : base(env.Register(nameof(KeyToValueMappingTransformer)), columns) { }

    internal KeyToValueMappingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(KeyToValueMappingTransformer)), ctx) { }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(KeyToValueMappingTransformer).Assembly);
        SaveColumns(ctx);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : ColumnPairMapper
    {
        private readonly PrimitiveDataViewType[] _valueTypes;

        public Mapper(KeyToValueMappingTransformer parent, DataViewSchema schema)
            : base(parent, schema) => _valueTypes = parent.ColumnPairs.Select((_, i) => ValueType(Input(i))).ToArray();

        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        )
        {
            DataViewType type = input.Type is VectorDataViewType vector
                ? new VectorDataViewType(_valueTypes[output], vector.Dimensions)
                : _valueTypes[output];
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            Generic.Call<Delegate>(
                [input.Type.ItemType().RawType, _valueTypes[output].RawType],
                input.Type is VectorDataViewType ? OfVector<uint, int> : OfScalar<uint, int>,
                row,
                input
            );

        private static PrimitiveDataViewType ValueType(DataViewSchema.Column column)
        {
            var values = column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type;
            Check.That(values is not null, "Metadata KeyValues does not exist");
            Check.That(
                values is VectorDataViewType vector && (ulong)vector.Size == column.Type.KeyCount(),
                "KeyValues metadata size does not match column type key count"
            );
            return ((VectorDataViewType)values).ItemType;
        }

        private static Delegate OfScalar<TKey, TValue>(DataViewRow row, DataViewSchema.Column input)
            where TKey : IBinaryInteger<TKey>
        {
            var get = row.GetGetter<TKey>(input);
            var valueOf = Map<TKey, TValue>(input);
            TKey key = default;
            return (ValueGetter<TValue>)(
                (ref TValue value) =>
                {
                    get(ref key);
                    value = valueOf(key);
                }
            );
        }

        /// <summary>What a sparse vector leaves out is missing, and stays out where missing is the default value.</summary>
        private static Delegate OfVector<TKey, TValue>(DataViewRow row, DataViewSchema.Column input)
            where TKey : IBinaryInteger<TKey>
        {
            var get = row.GetGetter<VBuffer<TKey>>(input);
            var valueOf = Map<TKey, TValue>(input);
            var missing = valueOf(TKey.Zero);
            var staysSparse = EqualityComparer<TValue>.Default.Equals(missing, default);
            VBuffer<TKey> keys = default;
            return (ValueGetter<VBuffer<TValue>>)(
                (ref VBuffer<TValue> vector) =>
                {
                    get(ref keys);
                    vector =
                        staysSparse && !keys.IsDense
                            ? Sparse(keys, valueOf, ref vector)
                            : Dense(keys, valueOf, missing, ref vector);
                }
            );
        }

        private static VBuffer<TValue> Dense<TKey, TValue>(
            VBuffer<TKey> keys,
            Func<TKey, TValue> valueOf,
            TValue missing,
            ref VBuffer<TValue> vector
        )
        {
            var editor = VBufferEditor.Create(ref vector, keys.Length);
            var given = keys.GetValues();
            var slots = keys.GetIndices();
            if (!keys.IsDense)
                editor.Values.Fill(missing);
            for (var i = 0; i < given.Length; i++)
                editor.Values[keys.IsDense ? i : slots[i]] = valueOf(given[i]);
            return editor.Commit();
        }

        private static VBuffer<TValue> Sparse<TKey, TValue>(
            VBuffer<TKey> keys,
            Func<TKey, TValue> valueOf,
            ref VBuffer<TValue> vector
        )
        {
            var given = keys.GetValues();
            var slots = keys.GetIndices();
            var editor = VBufferEditor.Create(ref vector, keys.Length, given.Length);
            var count = 0;
            for (var i = 0; i < given.Length; i++)
            {
                var value = valueOf(given[i]);
                if (EqualityComparer<TValue>.Default.Equals(value, default))
                    continue;
                editor.Values[count] = value;
                editor.Indices[count++] = slots[i];
            }
            return editor.CommitTruncated(count);
        }

        /// <summary>Keys that are missing or out of range have the missing value, or the default where there is none.</summary>
        private static Func<TKey, TValue> Map<TKey, TValue>(DataViewSchema.Column column)
            where TKey : IBinaryInteger<TKey>
        {
            VBuffer<TValue> named = default;
            column.GetKeyValues(ref named);
            var values = named.DenseValues().ToArray();
            object none =
                typeof(TValue) == typeof(float) ? float.NaN
                : typeof(TValue) == typeof(double) ? double.NaN
                : default(TValue);
            var missing = (TValue)none;
            return key =>
            {
                var number = ulong.CreateTruncating(key);
                return 0 < number && number <= (ulong)values.Length ? values[number - 1] : missing;
            };
        }
    }
}
