namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Call("add.Tensor", target);

        public Tensor add(Tensor target, Scalar alpha) => Call("add.Tensor", target, alpha);

        public Tensor add(Scalar scalar) => Call("add.Scalar", scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Call("add.Scalar", scalar, alpha);

        public Tensor add_(Tensor target) => Mutate("add_.Tensor", target);

        public Tensor add_(Tensor target, Scalar alpha) => Mutate("add_.Tensor", target, alpha);

        public Tensor add_(Scalar scalar) => Mutate("add_.Scalar", scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Mutate("add_.Scalar", scalar, alpha);

        public Tensor sub(Tensor target) => Call("sub.Tensor", target);

        public Tensor sub(Scalar target) => Call("sub.Scalar", target);

        public Tensor sub_(Tensor target) => Mutate("sub_.Tensor", target);

        public Tensor sub_(Scalar target) => Mutate("sub_.Scalar", target);

        public Tensor subtract(Scalar target) => Call("subtract.Scalar", target);

        public Tensor subtract(Tensor target) => Call("subtract.Tensor", target);

        public Tensor subtract_(Scalar target) => Mutate("subtract_.Scalar", target);

        public Tensor subtract_(Tensor target) => Mutate("subtract_.Tensor", target);

        public Tensor mul(Tensor target) => Call("mul.Tensor", target);

        public Tensor mul(Scalar target) => Call("mul.Scalar", target);

        public Tensor mul_(Tensor target) => Mutate("mul_.Tensor", target);

        public Tensor mul_(Scalar target) => Mutate("mul_.Scalar", target);

        public Tensor multiply(Tensor target) => Call("multiply.Tensor", target);

        public Tensor multiply(Scalar target) => Call("multiply.Scalar", target);

        public Tensor neg() => Call("neg");

        public Tensor neg_() => Mutate("neg_");

        public Tensor negative() => Call("negative");

        public Tensor positive() =>
            dtype == ScalarType.Bool ? throw new ArgumentException("Boolean tensor") : Call("positive");

        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", exponent);

        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", exponent);

        public Tensor pow_(Tensor exponent) => Mutate("pow_.Tensor", exponent);

        public Tensor pow_(Scalar exponent) => Mutate("pow_.Scalar", exponent);

        public Tensor float_power(Tensor target) => Call("float_power.Tensor_Tensor", target);

        public Tensor float_power_(Tensor target) => Mutate("float_power_.Tensor", target);

        public Tensor floor_divide(Tensor other) => Call("floor_divide", other);

        public Tensor floor_divide(Scalar other) => Call("floor_divide.Scalar", other);

        public Tensor floor_divide_(Tensor other) => Mutate("floor_divide_.Tensor", other);

        public Tensor floor_divide_(Scalar other) => Mutate("floor_divide_.Scalar", other);

        public Tensor true_divide(Tensor other) => Call("true_divide.Tensor", other);

        public Tensor true_divide(Scalar other) => Call("true_divide.Scalar", other);

        public Tensor true_divide_(Tensor other) => Mutate("true_divide_.Tensor", other);

        public Tensor true_divide_(Scalar other) => Mutate("true_divide_.Scalar", other);

        public Tensor fmod(Tensor target) => Call("fmod.Tensor", target);

        public Tensor fmod(Scalar scalar) => Call("fmod.Scalar", scalar);

        public Tensor fmod_(Tensor target) => Mutate("fmod_.Tensor", target);

        public Tensor fmod_(Scalar scalar) => Mutate("fmod_.Scalar", scalar);

        public Tensor remainder(Tensor target) => Call("remainder.Tensor", target);

        public Tensor remainder(Scalar scalar) => Call("remainder.Scalar", scalar);

        public Tensor remainder_(Tensor target) => Mutate("remainder_.Tensor", target);

        public Tensor remainder_(Scalar scalar) => Mutate("remainder_.Scalar", scalar);

        public Tensor reciprocal() => Call("reciprocal");

        public Tensor reciprocal_() => Mutate("reciprocal_");

        public Tensor abs() => Call("abs");

        public Tensor abs_() => Mutate("abs_");

        public Tensor absolute() => Call("absolute");

        public Tensor absolute_() => Mutate("absolute_");

        public Tensor square() => Call("square");

        public Tensor sqrt() => Call("sqrt");

        public Tensor sqrt_() => Mutate("sqrt_");

        public Tensor rsqrt() => Call("rsqrt");

        public Tensor rsqrt_() => Mutate("rsqrt_");

        public Tensor sign() => Call("sign");

        public Tensor sign_() => Mutate("sign_");

        public Tensor sgn() => Call("sgn");

        public Tensor sgn_() => Mutate("sgn_");

        public Tensor signbit() => Call("signbit");

        public Tensor ceil() => Call("ceil");

        public Tensor ceil_() => Mutate("ceil_");

        public Tensor floor() => Call("floor");

        public Tensor floor_() => Mutate("floor_");

        public Tensor round(long decimals = 0) => Call("round.decimals", decimals);

        public Tensor round_(long decimals = 0) => Mutate("round_.decimals", decimals);

        public Tensor trunc() => Call("trunc");

        public Tensor trunc_() => Mutate("trunc_");

        public Tensor fix() => Call("fix");

        public Tensor fix_() => Mutate("fix_");

        public Tensor frac() => Call("frac");

        public Tensor frac_() => Mutate("frac_");

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Call("addcdiv", tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Call("addcdiv", tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Mutate("addcdiv_", tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Mutate("addcdiv_", tensor1, tensor2);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Call("addcmul", tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Mutate("addcmul_", tensor1, tensor2, value);

        public Tensor gcd(Tensor other) => Call("gcd", other);

        public Tensor gcd_(Tensor other) => Mutate("gcd_", other);

        public Tensor lcm(Tensor other) => Call("lcm", other);

        public Tensor lcm_(Tensor other) => Mutate("lcm_", other);

        public Tensor hypot(Tensor other) => Call("hypot", other);

        public Tensor copysign(Tensor other) => Call("copysign.Tensor", other);

        public Tensor copysign_(Tensor other) => Mutate("copysign_.Tensor", other);

        public Tensor lerp(Tensor end, Tensor weight) => Call("lerp.Tensor", end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Mutate("lerp_.Tensor", end, weight);

        public Tensor ldexp(Tensor other) => Call("ldexp.Tensor", other);

        public Tensor ldexp_(Tensor other) => Mutate("ldexp_", other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Call("clamp.Tensor", min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Mutate("clamp_", min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Mutate("clamp_.Tensor", min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => Call("clip", min, max);

        public Tensor clamp_max(Scalar max) => Call("clamp_max", max);

        public Tensor clamp_max_(Scalar max) => Mutate("clamp_max_", max);

        public Tensor clamp_min(Scalar min) => Call("clamp_min", min);

        public Tensor clamp_min_(Scalar min) => Mutate("clamp_min_", min);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Call("nan_to_num", nan, posinf, neginf);

        public Tensor nan_to_num_(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Mutate("nan_to_num_", nan, posinf, neginf);

        public Tensor nextafter(Tensor other) => Call("nextafter", other);

        public Tensor nextafter_(Tensor other) => Mutate("nextafter_", other);

        public Tensor fmax(Tensor other) => Call("fmax", other);

        public Tensor fmin(Tensor other) => Call("fmin", other);

        public Tensor maximum(Tensor other) => Call("maximum", other);

        public Tensor minimum(Tensor other) => Call("minimum", other);

        public Tensor heaviside(Tensor other) => Call("heaviside", other);

        public Tensor heaviside_(Tensor other) => Mutate("heaviside_", other);
    }
}
