namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor exp() => Call("exp");

        public Tensor exp_() => Mutate("exp_");

        public Tensor exp2() => Call("exp2");

        public Tensor exp2_() => Mutate("exp2_");

        public Tensor expm1() => Call("expm1");

        public Tensor expm1_() => Mutate("expm1_");

        public Tensor log() => Call("log");

        public Tensor log_() => Mutate("log_");

        public Tensor log10() => Call("log10");

        public Tensor log10_() => Mutate("log10_");

        public Tensor log1p() => Call("log1p");

        public Tensor log1p_() => Mutate("log1p_");

        public Tensor log2() => Call("log2");

        public Tensor log2_() => Mutate("log2_");

        public Tensor logaddexp(Tensor other) => Call("logaddexp", other);

        public Tensor logaddexp2(Tensor other) => Call("logaddexp2", other);

        public Tensor logcumsumexp(long dim) => Call("logcumsumexp", dim);

        public Tensor logit(double? eps = null) => Call("logit", eps);

        public Tensor logit_(double? eps = null) => Mutate("logit_", eps);

        public Tensor xlogy(Tensor y) => Call("xlogy.Tensor", y);

        public Tensor xlogy(Scalar y) => Call("xlogy.Scalar_Other", y);

        public Tensor xlogy_(Tensor y) => Mutate("xlogy_.Tensor", y);

        public Tensor xlogy_(Scalar y) => Mutate("xlogy_.Scalar_Other", y);

        public Tensor erf() => Call("erf");

        public Tensor erf_() => Mutate("erf_");

        public Tensor erfc() => Call("erfc");

        public Tensor erfc_() => Mutate("erfc_");

        public Tensor erfinv() => Call("erfinv");

        public Tensor erfinv_() => Mutate("erfinv_");

        public Tensor lgamma() => Call("lgamma");

        public Tensor lgamma_() => Mutate("lgamma_");

        public Tensor digamma() => Call("digamma");

        public Tensor digamma_() => Mutate("digamma_");

        public Tensor mvlgamma(long p) => Call("mvlgamma", p);

        public Tensor mvlgamma_(long p) => Mutate("mvlgamma_", p);

        public Tensor polygamma_(long p) => Mutate("polygamma_", p);

        public Tensor igamma(Tensor other) => Call("igamma", other);

        public Tensor igammac(Tensor other) => Call("igammac", other);

        public Tensor i0() => Call("i0");

        public Tensor i0_() => Mutate("i0_");
    }
}
