using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor gelu(Tensor x) => Operator.Call("gelu", x);

            public static Tensor gelu(Tensor x, bool inplace) => Activate("gelu", "gelu_", inplace, x);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                Activate("gelu", "gelu_", inplace, x, approximate.ToString());

            public static Tensor relu(Tensor x, bool inplace = false) => Activate("relu", "relu_", inplace, x);

            public static Tensor relu6(Tensor x, bool inplace = false) =>
                Activate("hardtanh", "hardtanh_", inplace, x, 0.0, 6.0);

            public static Tensor selu(Tensor x, bool inplace = false) => Activate("selu", "selu_", inplace, x);

            public static Tensor silu(Tensor x, bool inplace = false) => Activate("silu", "silu_", inplace, x);

            public static Tensor mish(Tensor x, bool inplace = false) => Activate("mish", "mish_", inplace, x);

            public static Tensor sigmoid(Tensor x, bool inplace) => Activate("sigmoid", "sigmoid_", inplace, x);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, false);

            public static Tensor tanh(Tensor x, bool inplace = false) => Activate("tanh", "tanh_", inplace, x);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                Activate("hardsigmoid", "hardsigmoid_", inplace, input);

            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                Activate("hardswish", "hardswish_", inplace, input);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                Activate("elu", "elu_", inplace, x, alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                Activate("celu", "celu_", inplace, x, alpha);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Activate("leaky_relu", "leaky_relu_", inplace, input, negative_slope);

            public static Tensor hardtanh(
                Tensor x,
                double min_val = -1.0,
                double max_val = 1.0,
                bool inplace = false
            ) => Activate("hardtanh", "hardtanh_", inplace, x, min_val, max_val);

            public static Tensor rrelu(
                Tensor x,
                double lower = 1.0 / 8.0,
                double upper = 1.0 / 3.0,
                bool inplace = false
            ) => Activate("rrelu", "rrelu_", inplace, x, lower, upper);

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                Activate("threshold", "threshold_", inplace, x, threshold, value);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Operator.Call("softplus", x, beta, threshold);

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Operator.Call("softshrink", x, lambda);

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Operator.Call("hardshrink", x, lambda);

            public static Tensor glu(Tensor input, long dim = -1) => Operator.Call("glu", input, dim);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Operator.Call("softmax.int", input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Operator.Call("log_softmax.int", x, dim);

            public static Tensor softmin(Tensor x, long dim) => softmax(-x, dim);

            public static Tensor logsigmoid(Tensor x) => Operator.Call("log_sigmoid", x);

            public static Tensor softmax2d(Tensor x) => softmax(x, -3);

            private static Tensor Activate(
                string name,
                string inPlaceName,
                bool inplace,
                Tensor x,
                params ReadOnlySpan<Argument> rest
            )
            {
                if (!inplace)
                    return Operator.Call(name, x, rest);
                Operator.Mutate(inPlaceName, x, rest);
                return new Tensor(NativeMethods.TensorShare(x.Handle));
            }

            public static Tensor prelu(Tensor input, Tensor weight) => Operator.Call("prelu", input, weight);

            public static Tensor softsign(Tensor x, bool inplace = false) =>
                inplace ? x.div_(x.abs() + 1) : x / (x.abs() + 1);

            public static Tensor tanhshrink(Tensor x, bool inplace = false) =>
                inplace ? x.sub_(x.tanh()) : x - x.tanh();
        }
    }
}
