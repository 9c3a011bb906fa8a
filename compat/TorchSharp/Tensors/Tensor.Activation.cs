namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sigmoid() => Call("sigmoid");

        public Tensor sigmoid_() => Mutate("sigmoid_");

        public Tensor relu() => Call("relu");

        public Tensor relu_() => Mutate("relu_");

        public Tensor relu6() => Call("relu6");

        public Tensor relu6_() => Mutate("relu6_");

        public Tensor celu() => Call("celu");

        public Tensor celu(Scalar alpha) => Call("celu", alpha);

        public Tensor celu_() => Mutate("celu_");

        public Tensor celu_(Scalar alpha) => Mutate("celu_", alpha);

        public Tensor elu(double alpha = 1) => Call("elu", alpha);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Call("elu", alpha, scale, input_scale);

        /// <summary>Not in place, as in the package; the overload with three scalars is.</summary>
        public Tensor elu_(double alpha = 1) => elu(alpha);

        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Mutate("elu_", alpha, scale, input_scale);

        public Tensor gelu() => Call("gelu");

        public Tensor glu(long dim = -1) => Call("glu", dim);

        public Tensor hardsigmoid() => Call("hardsigmoid");

        public Tensor hardsigmoid_() => Mutate("hardsigmoid_");

        public Tensor hardswish() => Call("hardswish");

        public Tensor hardswish_() => Mutate("hardswish_");

        public Tensor hardtanh(Scalar min, Scalar max) => Call("hardtanh", min, max);

        public Tensor hardtanh_(Scalar min, Scalar max) => Mutate("hardtanh_", min, max);

        public Tensor leaky_relu(Scalar negative_slope) => Call("leaky_relu", negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => Mutate("leaky_relu_", negative_slope);

        public Tensor prelu(Tensor target) => Call("prelu", target);

        public Tensor rrelu(double lower = 1.0 / 8.0, double upper = 1.0 / 3.0) => Call("rrelu", lower, upper);

        public Tensor rrelu_(double lower = 1.0 / 8.0, double upper = 1.0 / 3.0) => Mutate("rrelu_", lower, upper);

        public Tensor selu() => Call("selu");

        public Tensor selu_() => Mutate("selu_");

        public Tensor silu() => Call("silu");

        public Tensor silu_() => Mutate("silu_");

        public Tensor softplus(double beta = 1, double threshold = 20) => Call("softplus", beta, threshold);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", dim, dtype);

        public Tensor log_sigmoid() => Call("log_sigmoid");

        public Tensor threshold(Scalar threshold, Scalar value) => Call("threshold", threshold, value);

        public Tensor threshold_(Scalar threshold, Scalar value) => Mutate("threshold_", threshold, value);
    }
}
