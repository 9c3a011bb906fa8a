namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Call("clone");

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Mutate("copy_", source, nonBlocking);

        public Tensor fill_(Scalar value) => Mutate("fill_.Scalar", value);

        /// <summary>A new object for this tensor, as the package gives.</summary>
        public Tensor zero_() => Call("zero_");

        public Tensor set_(Tensor source) => Mutate("set_.source_Tensor", source);

        public Tensor pin_memory() => Call("pin_memory");

        public Tensor to_dense() => Call("to_dense");

        public Tensor to_sparse() => Call("to_sparse");

        public Tensor to_sparse(int sparse_dim) => Call("to_sparse.sparse_dim", sparse_dim);
    }
}
