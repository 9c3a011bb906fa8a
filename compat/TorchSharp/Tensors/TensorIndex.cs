namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index expression: a number, a slice, a tensor, a truth value, ..., or a new axis.</summary>
    public struct TensorIndex
    {
        internal enum Kind
        {
            None,
            Single,
            Null,
            Ellipsis,
            Bool,
            Tensor,
            Slice,
        }

        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Kind What;
        internal Tensor? Index;

        public static TensorIndex Ellipsis = new() { What = Kind.Ellipsis };

        public static TensorIndex None = new() { What = Kind.None };

        public static TensorIndex Null = new() { What = Kind.Null };

        public static TensorIndex Colon = Slice();

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new()
            {
                What = Kind.Slice,
                Start = start,
                Stop = stop,
                Step = step,
            };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(
                range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
                !range.End.IsFromEnd ? range.End.Value
                    : range.End.Value == 0 ? null
                    : -range.End.Value
            );

        public static TensorIndex Bool(bool value) => new() { What = Kind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { What = Kind.Single, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { What = Kind.Tensor, Index = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>Exists for overload resolution only, as in the package.</summary>
        public static implicit operator Tensor(TensorIndex value) =>
            throw new InvalidOperationException("Should not be called.");

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) =>
            Single(index.IsFromEnd ? -index.Value : index.Value);
    }
}
