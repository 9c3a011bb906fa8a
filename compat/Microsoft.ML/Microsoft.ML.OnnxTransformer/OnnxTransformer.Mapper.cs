using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Transforms.Onnx;

public sealed partial class OnnxTransformer
{
    private const string OutputSuffix = ".output";

    private sealed class Mapper : RowMapper
    {
        private readonly OnnxTransformer _parent;
        private readonly (DataViewSchema.Column Column, int[] Shape)[] _inputs;

        public Mapper(OnnxTransformer parent, DataViewSchema schema)
            : base(schema)
        {
            _parent = parent;
            _inputs = parent.Inputs.Select(Bind).ToArray();
        }

        public override IEnumerable<int> Dependencies(int output) => _inputs.Select(input => input.Column.Index);

        /// <summary>The active outputs of a row come from one run.</summary>
        public override Delegate[] MakeGetters(DataViewRow input, Predicate<int> active, ICollection<IDisposable> owned)
        {
            var outputs = _parent.Outputs.Where((_, i) => active(i)).ToArray();
            var getters = new Delegate[_parent.Outputs.Length];
            if (outputs.Length == 0)
                return getters;

            var tensors = _inputs.Select(i => OnnxInput.Make(input, i.Column, i.Shape)).ToArray();
            var runner = new OnnxRowRunner(_parent.Model, input, tensors, outputs);
            owned.Add(runner);
            for (var i = 0; i < getters.Length; i++)
            {
                if (active(i))
                    getters[i] = OnnxOutput.MakeGetter(runner, _parent.Outputs[i], _parent.OutputTypes[i]);
            }
            return getters;
        }

        protected override DataViewSchema.DetachedColumn[] MakeOutputs() =>
            _parent.Outputs.Select((name, i) => MakeOutput(name, _parent.OutputTypes[i])).ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int output) =>
            throw new InvalidOperationException("The outputs of a model are made together");

        private DataViewSchema.DetachedColumn MakeOutput(string output, DataViewType type)
        {
            var name = output.EndsWith(OutputSuffix, StringComparison.Ordinal)
                ? output.Replace(OutputSuffix, "", StringComparison.Ordinal)
                : output;
            var annotations = new DataViewSchema.Annotations.Builder();
            if (_parent.Model.KeysOfNodes.TryGetValue($"mlnet.{name}.SlotNames", out var slotNames))
                annotations.AddSlotNames(slotNames);
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        private (DataViewSchema.Column, int[]) Bind(string name)
        {
            var input = _parent.Model.Input(name);
            var shape = RowShape(input.Shape);
            if (shape.Count(d => d == 0) > 1)
                throw new ArgumentOutOfRangeException(name, "Only 1 unknown dimension is allowed");

            var column = InputSchema.Find(name);
            var (expected, found) = (input.Type.ItemType(), column.Type.ItemType());
            if (found != expected && !(found is KeyDataViewType && found.RawType == expected.RawType))
                throw Check.WrongColumn("inputSchema", "input", name, $"{expected}", $"{column.Type}");

            if (!shape.Contains(0))
            {
                var count = shape.Aggregate((x, y) => x * y);
                Check.That(
                    column.Type.ValueCount() % count == 0,
                    $"Input shape mismatch: Input '{name}' has shape {string.Join(",", shape)}, "
                        + $"but input data is of length {column.Type.ValueCount()}."
                );
            }
            return (column, shape);
        }

        /// <summary>The shape for one row: an unknown first dimension is 1, and another unknown one is 0.</summary>
        private static int[] RowShape(int[] declared) =>
            declared.Length == 0
                ? [1]
                : declared
                    .Select(
                        (d, i) =>
                            d >= 0 ? d
                            : i == 0 ? 1
                            : 0
                    )
                    .ToArray();
    }
}
