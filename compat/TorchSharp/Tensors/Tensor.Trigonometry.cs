namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sin() => Call("sin");

        public Tensor sin_() => Mutate("sin_");

        public Tensor cos() => Call("cos");

        public Tensor cos_() => Mutate("cos_");

        public Tensor tan() => Call("tan");

        public Tensor tan_() => Mutate("tan_");

        public Tensor asin() => Call("asin");

        public Tensor asin_() => Mutate("asin_");

        public Tensor acos() => Call("acos");

        public Tensor acos_() => Mutate("acos_");

        public Tensor atan() => Call("atan");

        public Tensor atan_() => Mutate("atan_");

        public Tensor atan2(Tensor other) => Call("atan2", other);

        public Tensor atan2_(Tensor other) => Mutate("atan2_", other);

        public Tensor sinh() => Call("sinh");

        public Tensor sinh_() => Mutate("sinh_");

        public Tensor cosh() => Call("cosh");

        public Tensor cosh_() => Mutate("cosh_");

        public Tensor tanh() => Call("tanh");

        public Tensor tanh_() => Mutate("tanh_");

        public Tensor asinh() => Call("asinh");

        public Tensor asinh_() => Mutate("asinh_");

        public Tensor acosh() => Call("acosh");

        public Tensor acosh_() => Mutate("acosh_");

        public Tensor atanh() => Call("atanh");

        public Tensor atanh_() => Mutate("atanh_");

        public Tensor arcsin() => Call("arcsin");

        public Tensor arcsin_() => Mutate("arcsin_");

        public Tensor arccos() => Call("arccos");

        public Tensor arccos_() => Mutate("arccos_");

        public Tensor arctan() => Call("arctan");

        public Tensor arctan_() => Mutate("arctan_");

        public Tensor arcsinh() => Call("arcsinh");

        public Tensor arcsinh_() => Mutate("arcsinh_");

        public Tensor arccosh() => Call("arccosh");

        public Tensor arccosh_() => Mutate("arccosh_");

        public Tensor arctanh() => Call("arctanh");

        public Tensor arctanh_() => Mutate("arctanh_");

        public Tensor arctan2(Tensor other) => Call("arctan2", other);

        public Tensor arctan2_(Tensor other) => Mutate("arctan2_", other);

        public Tensor sinc() => Call("sinc");

        public Tensor sinc_() => Mutate("sinc_");

        public Tensor angle() => Call("angle");

        public Tensor deg2rad() => Call("deg2rad");

        public Tensor deg2rad_() => Mutate("deg2rad_");

        public Tensor rad2deg() => Call("rad2deg");

        public Tensor rad2deg_() => Mutate("rad2deg_");
    }
}
