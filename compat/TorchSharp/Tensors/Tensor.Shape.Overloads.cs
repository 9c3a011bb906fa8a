using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor squeeze(long? dim = null) => dim is { } axis ? Call("squeeze.dim", axis) : Call("squeeze");

        public Tensor squeeze_(long? dim = null) => dim is { } axis ? Mutate("squeeze_.dim", axis) : Mutate("squeeze_");

        public Tensor T => Call("numpy_T");

        public Tensor H => Call("matrix_H");

        public Tensor mT => Call("mT");

        public Tensor mH => Call("mH");

        public Tensor real => Call("real");

        public Tensor imag => Call("imag");

        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        public Tensor slice(long dim, long start, long finish, long step) =>
            Call("slice.Tensor", dim, start, finish, step);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Call("as_strided", size, strides, storageOffset);

        public Tensor roll(long shifts, long? dims = null) =>
            Call("roll", new long[] { shifts }, dims is { } axis ? [axis] : Array.Empty<long>());

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);

        public Tensor rot90(long k = 1, (long, long)? dims = null) =>
            Call("rot90", k, new long[] { dims?.Item1 ?? 0, dims?.Item2 ?? 1 });

        public Tensor take_along_dim(Tensor indices, long dim) => Call("take_along_dim", indices, dim);

        public Tensor polygamma(long p) => Operator.Call("polygamma", p, this);
    }
}
