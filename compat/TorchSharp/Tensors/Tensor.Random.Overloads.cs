using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor random_(double from, double to, Generator? generator = null) =>
            Mutate("random_.from", (long)from, (long)to, generator);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like("rand_like", dtype, device, requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Like("randn_like", dtype, device, requires_grad);

        public Tensor randint_like(
            long low,
            long high,
            ScalarType? dtype = null,
            Device? device = null,
            bool requires_grad = false
        ) => Call("randint_like.low_dtype", low, high, dtype, Argument.None, device).Flagged(requires_grad);
    }
}
