namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor all() => Call("all");

        public Tensor all(long dim, bool keepdim = false) => Call("all.dim", dim, keepdim);

        public Tensor amax(params long[] dims) => Call("amax", dims);

        public Tensor amin(params long[] dims) => Call("amin", dims);

        public Tensor any() => Call("any");

        public Tensor any(long dim, bool keepdim = false) => Call("any.dim", dim, keepdim);

        public Tensor argmax() => Call("argmax");

        public Tensor argmin() => Call("argmin");

        public Tensor max() => Call("max");

        public Tensor max(Tensor other) => Call("max.other", other);

        public Tensor mean() => Call("mean");

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Call("mean.dim", dimensions, keepdim, type);

        public Tensor median() => Call("median");

        public Tensor min() => Call("min");

        public Tensor min(Tensor other) => Call("min.other", other);

        public Tensor prod(ScalarType? type = null) => Call("prod", type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) =>
            Call("prod.dim_int", dim, keepdim, type);

        public Tensor sum(ScalarType? type = null) => Call("sum", type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Call("sum.dim_IntList", dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Call("sum.dim_IntList", dim.ToArray(), keepdim, type);

        public Tensor std(bool unbiased = true) => Call("std", unbiased);

        /// <summary>Always unbiased: the package does not look at the argument here.</summary>
        public Tensor var(bool unbiased = true) => Call("var", true);

        public Tensor norm(float p = 2) => Call("norm.Scalar", p);

        public Tensor dist(Tensor other, float p = 2) => Call("dist", other, p);

        public Tensor nanmedian() => Call("nanmedian");

        public Tensor nansum() => Call("nansum");

        public Tensor cumsum(long dim, ScalarType? type = null) => Call("cumsum", dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Call("cumprod", dim, type);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Call("histc", bins, min, max);

        public Tensor trapezoid(double dx = 1, long dim = -1) => Call("trapezoid.dx", dx, dim);

        public Tensor trapezoid(Tensor x, long dim = -1) => Call("trapezoid.x", x, dim);

        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => Call("cumulative_trapezoid.dx", dx, dim);

        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => Call("cumulative_trapezoid.x", x, dim);

        public Tensor renorm(float p, long dim, float maxnorm) => Call("renorm", p, dim, maxnorm);

        public Tensor msort() => Call("msort");

        public Tensor argsort(long dim = -1, bool descending = false) => Call("argsort", dim, descending);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Call("bincount", weights, minlength);

        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) =>
            Call("cov", correction, fweights, aweights);

        public Tensor corrcoef() => Call("corrcoef");
    }
}
