using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like("zeros_like", dtype, device, requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like("ones_like", dtype, device, requires_grad);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like("empty_like", dtype, device, requires_grad);

        public Tensor full_like(
            Scalar value,
            ScalarType? dtype = null,
            Device? device = null,
            bool requires_grad = false
        ) => Call("full_like", value, dtype, Argument.None, device).Flagged(requires_grad);

        public Tensor new_zeros(
            long[] size,
            ScalarType? dtype = null,
            Device? device = null,
            bool requires_grad = false
        ) => Call("new_zeros", size, dtype, Argument.None, device).Flagged(requires_grad);

        public Tensor new_zeros(
            ReadOnlySpan<long> size,
            ScalarType? dtype = null,
            Device? device = null,
            bool requires_grad = false
        ) => new_zeros(size.ToArray(), dtype, device, requires_grad);

        public Tensor new_empty(
            long[] size,
            ScalarType? dtype = null,
            Device? device = null,
            bool requires_grad = false
        ) => Call("new_empty", size, dtype, Argument.None, device).Flagged(requires_grad);

        public Tensor new_full(
            long[] size,
            Scalar value,
            ScalarType? dtype = null,
            Device? device = null,
            bool requires_grad = false
        ) => Call("new_full", size, value, dtype, Argument.None, device).Flagged(requires_grad);

        private Tensor Like(string name, ScalarType? dtype, Device? device, bool requires_grad) =>
            Call(name, dtype, Argument.None, device).Flagged(requires_grad);
    }
}
