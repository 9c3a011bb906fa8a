using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1, dim2], keepdim, type);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Call("amax", dims, keepdim) : Call("amax.out", dims, keepdim, @out);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            amax(dims.ToArray(), keepdim, @out);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Call("amin", dims, keepdim) : Call("amin.out", dims, keepdim, @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            amin(dims.ToArray(), keepdim, @out);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) =>
            Operator.Call2("aminmax", this, dim, keepdim);

        public Tensor argmax(long dim, bool keepdim = false) => Call("argmax", dim, keepdim);

        public Tensor argmin(long dim, bool keepdim = false) => Call("argmin", dim, keepdim);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) =>
            Operator.Call2("max.dim", this, dim, keepdim);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) =>
            Operator.Call2("min.dim", this, dim, keepdim);

        public (Tensor values, Tensor indexes) cummax(long dim) => Operator.Call2("cummax", this, dim);

        public (Tensor values, Tensor indexes) cummin(long dim) => Operator.Call2("cummin", this, dim);

        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) =>
            Operator.Call2("mode", this, dim, keepdim);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            Operator.Call2("kthvalue", this, k, dim ?? -1, keepdim);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Operator.Call2("topk", this, k, dim, largest, sorted);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Operator.Call2("sort.stable", this, stable, dim, descending);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Call("count_nonzero") : Call("count_nonzero.dim_IntList", dims);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Call("quantile", q, dim, keepdim);

        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) =>
            Call("nanquantile", q, dim, keepdim);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Call("nanmean", dim is null ? Argument.None : new long[] { dim.Value }, keepdim, dtype);

        public Tensor logsumexp(long dim, bool keepdim = false) => Call("logsumexp", new long[] { dim }, keepdim);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Call("norm.ScalarOpt_dim", (double)p, new long[] { dim }, keepdim);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Operator.CallBool("allclose", this, target, rtol, atol, equal_nan);

        public Tensor equal(Tensor target) => tensor(Equals(target));

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
            bool sorted = true,
            bool return_inverse = false,
            bool return_counts = false,
            int? dim = null
        )
        {
            var (output, inverse, counts) = dim is { } along
                ? Operator.Call3("unique_dim", this, along, sorted, return_inverse, return_counts)
                : Operator.Call3("_unique2", this, sorted, return_inverse, return_counts);
            return (output, Kept(inverse, return_inverse), Kept(counts, return_counts));
        }

        private static Tensor? Kept(Tensor result, bool wanted)
        {
            if (wanted)
                return result;
            result.Dispose();
            return null;
        }
    }
}
