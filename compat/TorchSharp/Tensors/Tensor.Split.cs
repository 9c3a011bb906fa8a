using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor[] split(long size, int dim = 0) => Operator.CallList("split.Tensor", this, size, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Operator.CallList("split_with_sizes", this, sizes, dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] tensor_split(long size, long dim = 0) =>
            Operator.CallList("tensor_split.sections", this, size, dim);

        public Tensor[] tensor_split(long[] sizes, long dim = 0) =>
            Operator.CallList("tensor_split.indices", this, sizes, dim);

        public Tensor[] tensor_split(Tensor indices, long dim = 0) =>
            Operator.CallList("tensor_split.tensor_indices_or_sections", this, indices, dim);

        public Tensor[] vsplit(long size)
        {
            RequireDivisible(0, size, "first");
            return Operator.CallList("vsplit.int", this, size);
        }

        public Tensor[] vsplit(params long[] sizes) => Operator.CallList("vsplit.array", this, sizes);

        public Tensor[] hsplit(long size)
        {
            RequireDivisible(1, size, "second");
            return Operator.CallList("hsplit.int", this, size);
        }

        public Tensor[] hsplit(params long[] sizes) => Operator.CallList("hsplit.array", this, sizes);

        public Tensor[] dsplit(long size)
        {
            RequireDivisible(2, size, "third");
            return Operator.CallList("dsplit.int", this, size);
        }

        public Tensor[] dsplit(params long[] sizes) => Operator.CallList("dsplit.array", this, sizes);

        public Tensor[] chunk(long chunks, long dim = 0) => Operator.CallList("chunk", this, chunks, dim);

        public Tensor[] unbind(long dimension = 0) => Operator.CallList("unbind.int", this, dimension);

        private void RequireDivisible(int dim, long size, string which)
        {
            if (shape[dim] % size != 0)
                throw new ArgumentException($"The {which} dimension must be evenly divisible by the size");
        }

        public IList<Tensor> nonzero_as_list()
        {
            using var found = nonzero();
            using var columns = found.t();
            return columns.unbind();
        }
    }
}
