namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Call("eq.Tensor", target);

        public Tensor eq(Scalar target) => Call("eq.Scalar", target);

        public Tensor eq_(Tensor target) => Mutate("eq_.Tensor", target);

        public Tensor eq_(Scalar target) => Mutate("eq_.Scalar", target);

        public Tensor ne(Tensor target) => Call("ne.Tensor", target);

        public Tensor ne(Scalar target) => Call("ne.Scalar", target);

        public Tensor ne_(Tensor target) => Mutate("ne_.Tensor", target);

        public Tensor ne_(Scalar target) => Mutate("ne_.Scalar", target);

        public Tensor not_equal(Tensor target) => Call("not_equal.Tensor", target);

        public Tensor not_equal_(Tensor target) => Mutate("not_equal_.Tensor", target);

        public Tensor lt(Tensor target) => Call("lt.Tensor", target);

        public Tensor lt(Scalar target) => Call("lt.Scalar", target);

        public Tensor lt_(Tensor target) => Mutate("lt_.Tensor", target);

        public Tensor lt_(Scalar target) => Mutate("lt_.Scalar", target);

        public Tensor less(Tensor target) => Call("less.Tensor", target);

        public Tensor le(Tensor target) => Call("le.Tensor", target);

        public Tensor le(Scalar target) => Call("le.Scalar", target);

        public Tensor le_(Tensor target) => Mutate("le_.Tensor", target);

        public Tensor le_(Scalar target) => Mutate("le_.Scalar", target);

        public Tensor less_equal(Tensor target) => Call("less_equal.Tensor", target);

        public Tensor less_equal_(Tensor target) => Mutate("less_equal_.Tensor", target);

        public Tensor gt(Tensor target) => Call("gt.Tensor", target);

        public Tensor gt(Scalar target) => Call("gt.Scalar", target);

        public Tensor gt_(Tensor target) => Mutate("gt_.Tensor", target);

        public Tensor gt_(Scalar target) => Mutate("gt_.Scalar", target);

        public Tensor greater(Tensor target) => Call("greater.Tensor", target);

        public Tensor ge(Tensor target) => Call("ge.Tensor", target);

        public Tensor ge(Scalar target) => Call("ge.Scalar", target);

        public Tensor ge_(Tensor target) => Mutate("ge_.Tensor", target);

        public Tensor ge_(Scalar target) => Mutate("ge_.Scalar", target);

        public Tensor greater_equal(Tensor target) => Call("greater_equal.Tensor", target);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Call("isclose", other, rtol, atol, nanEqual);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Call("isin.Tensor_Tensor", test_elements, assumeUnique, invert);

        public Tensor isinf() => Call("isinf");

        public Tensor isfinite() => Call("isfinite");

        public Tensor isposinf() => Call("isposinf");

        public Tensor isneginf() => Call("isneginf");

        public Tensor isnan() => Call("isnan");

        public Tensor isreal() => Call("isreal");
    }
}
