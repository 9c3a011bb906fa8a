using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoadName = "ConcatTransform";

    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, string output, string[] inputs)
        : base(env.Register(nameof(ColumnConcatenatingTransformer)))
    {
        _output = output;
        _inputs = inputs;
    }

    internal ColumnConcatenatingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : this(env, ctx.Reader.ReadString(), ctx.Reader.ReadStrings()) { }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(ColumnConcatenatingTransformer).Assembly);
        ctx.Writer.Write(_output);
        ctx.Writer.WriteStrings(_inputs);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : RowMapper
    {
        private readonly string _output;
        private readonly DataViewSchema.Column[] _sources;
        private readonly PrimitiveDataViewType _itemType;

        public Mapper(ColumnConcatenatingTransformer parent, DataViewSchema schema)
            : base(schema)
        {
            _output = parent._output;
            _sources = parent._inputs.Select(name => schema.Find(name)).ToArray();
            _itemType = (PrimitiveDataViewType)_sources[0].Type.ItemType();
            foreach (var source in _sources)
            {
                if (!source.Type.ItemType().Equals(_itemType))
                    throw Check.WrongColumn("inputSchema", "input", source.Name, $"{_itemType}", $"{source.Type}");
            }
        }

        /// <summary>One vector stays what it is, with its dimensions and annotations.</summary>
        private bool IsCopy => _sources.Length == 1 && _sources[0].Type is VectorDataViewType;

        public override IEnumerable<int> Dependencies(int output) => _sources.Select(source => source.Index);

        protected override DataViewSchema.DetachedColumn[] MakeOutputs()
        {
            if (IsCopy)
                return [new DataViewSchema.DetachedColumn(_output, _sources[0].Type, _sources[0].Annotations)];

            var known = _sources.All(source => source.Type.ValueCount() > 0);
            var size = known ? _sources.Sum(source => source.Type.ValueCount()) : 0;
            var annotations = new DataViewSchema.Annotations.Builder();
            if (_itemType is NumberDataViewType && _sources.All(source => source.IsNormalized()))
                annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
            if (known && _sources.Any(source => source.Type is not VectorDataViewType || source.HasSlotNames()))
                annotations.AddSlotNames(_sources.SelectMany(SlotNames).ToArray());
            return
            [
                new DataViewSchema.DetachedColumn(
                    _output,
                    new VectorDataViewType(_itemType, size),
                    annotations.ToAnnotations()
                ),
            ];
        }

        protected override Delegate MakeGetter(DataViewRow input, int output) =>
            IsCopy
                ? Generic.Call<Delegate>(_sources[0].Type.RawType, Copy<int>, input)
                : Generic.Call<Delegate>(_itemType.RawType, Concatenate<int>, input);

        private static IEnumerable<string> SlotNames(DataViewSchema.Column source)
        {
            if (source.Type is not VectorDataViewType vector)
                return [source.Name];
            if (!source.HasSlotNames())
                return Enumerable.Repeat("", vector.Size);
            VBuffer<ReadOnlyMemory<char>> names = default;
            source.GetSlotNames(ref names);
            return names.DenseValues().Select(name => name.IsEmpty ? "" : $"{source.Name}.{name}");
        }

        private ValueGetter<T> Copy<T>(DataViewRow input) => input.GetGetter<T>(_sources[0]);

        private ValueGetter<VBuffer<T>> Concatenate<T>(DataViewRow input)
        {
            var parts = _sources.Select(source => Part<T>(input, source)).ToArray();
            var buffers = new VBuffer<T>[parts.Length];
            return (ref VBuffer<T> value) =>
            {
                var (length, count) = (0, 0);
                for (var i = 0; i < parts.Length; i++)
                {
                    parts[i](ref buffers[i]);
                    length += buffers[i].Length;
                    count += buffers[i].GetValues().Length;
                }
                value =
                    count <= length / 2 ? Sparse(buffers, length, count, ref value) : Dense(buffers, length, ref value);
            };
        }

        /// <summary>A source as a vector: a scalar is one of length 1.</summary>
        private static ValueGetter<VBuffer<T>> Part<T>(DataViewRow input, DataViewSchema.Column source)
        {
            if (source.Type is not VectorDataViewType vector)
            {
                var scalar = input.GetGetter<T>(source);
                return (ref VBuffer<T> value) =>
                {
                    var editor = VBufferEditor.Create(ref value, 1);
                    scalar(ref editor.Values[0]);
                    value = editor.Commit();
                };
            }
            var getter = input.GetGetter<VBuffer<T>>(source);
            return (ref VBuffer<T> value) =>
            {
                getter(ref value);
                Check.That(
                    !vector.IsKnownSize || vector.Size == value.Length,
                    $"Column '{source.Name}': expected {vector.Size} slots, but got {value.Length}"
                );
            };
        }

        private static VBuffer<T> Dense<T>(VBuffer<T>[] parts, int length, ref VBuffer<T> value)
        {
            var editor = VBufferEditor.Create(ref value, length);
            var offset = 0;
            foreach (var part in parts)
            {
                part.CopyTo(editor.Values, offset);
                offset += part.Length;
            }
            return editor.Commit();
        }

        private static VBuffer<T> Sparse<T>(VBuffer<T>[] parts, int length, int count, ref VBuffer<T> value)
        {
            var editor = VBufferEditor.Create(ref value, length, count);
            var (offset, next) = (0, 0);
            foreach (var part in parts)
            {
                foreach (var (slot, item) in part.Items())
                {
                    editor.Indices[next] = offset + slot;
                    editor.Values[next++] = item;
                }
                offset += part.Length;
            }
            return editor.Commit();
        }
    }
}
