namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Call("index_select", dim, index);

        public Tensor select(long dim, long index) => Call("select.int", dim, index);

        public Tensor take(Tensor index) => Call("take", index);

        public Tensor take_along_dim(Tensor indices) => Call("take_along_dim", indices);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Call("index_add", dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Mutate("index_add_", dim, index, source, alpha);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Call("index_copy", dim, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Mutate("index_copy_", dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) =>
            Call("index_fill.int_Scalar", dim, index, value);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            Mutate("index_fill_.int_Scalar", dim, index, value);

        public Tensor gather(long dim, Tensor index) => Call("gather", dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Call("scatter.src", dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Mutate("scatter_.src", dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Call("scatter_add", dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Mutate("scatter_add_", dim, index, src);

        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Call("diagonal_scatter", src, offset, dim1, dim2);

        public Tensor select_scatter(Tensor src, long dim, long index) => Call("select_scatter", src, dim, index);

        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            Call("slice_scatter", src, dim, start, end, step);

        public Tensor masked_fill(Tensor mask, Scalar value) => Call("masked_fill.Scalar", mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Mutate("masked_fill_.Scalar", mask, value);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Call("masked_scatter", mask, value);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Mutate("masked_scatter_", mask, value);

        public Tensor masked_select(Tensor mask) => Call("masked_select", mask);

        public Tensor where(Tensor condition, Tensor y) =>
            condition.dtype == ScalarType.Bool
                ? Interop.Operator.Call("where.self", condition, this, y)
                : throw new ArgumentException("The condition to 'where' must be a boolean tensor.");

        public Tensor nonzero() => Call("nonzero");

        public Tensor argwhere() => Call("argwhere");

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Call("bucketize.Tensor", boundaries, outInt32, right);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Call("diff", n, dim, prepend, append);
    }
}
