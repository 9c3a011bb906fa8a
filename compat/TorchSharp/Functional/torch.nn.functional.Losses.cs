using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Elementwise("mse_loss", input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Elementwise("l1_loss", input, target, (long)reduction);

            public static Tensor smooth_l1_loss(
                Tensor input,
                Tensor target,
                Reduction reduction = Reduction.Mean,
                double beta = 1.0
            ) => Elementwise("smooth_l1_loss", input, target, (long)reduction, beta);

            public static Tensor huber_loss(
                Tensor input,
                Tensor target,
                double delta = 1.0,
                Reduction reduction = Reduction.Mean
            ) => Elementwise("huber_loss", input, target, (long)reduction, delta);

            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Operator.Call("soft_margin_loss", input, target, (long)reduction);

            public static Tensor cross_entropy(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                long ignore_index = -100,
                Reduction reduction = Reduction.Mean,
                double label_smoothing = 0.0
            ) =>
                Operator.Call(
                    "cross_entropy_loss",
                    input,
                    target,
                    weight,
                    (long)reduction,
                    ignore_index,
                    label_smoothing
                );

            public static Tensor nll_loss(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                Reduction reduction = Reduction.Mean
            ) => Operator.Call("nll_loss_nd", input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                Reduction reduction = Reduction.Mean
            ) => Operator.Call("binary_cross_entropy", input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy_with_logits(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                Reduction reduction = Reduction.Mean,
                Tensor? pos_weights = null
            ) => Operator.Call("binary_cross_entropy_with_logits", input, target, weight, pos_weights, (long)reduction);

            public static Tensor kl_div(
                Tensor input,
                Tensor target,
                bool log_target = true,
                Reduction reduction = Reduction.Mean
            ) => Operator.Call("kl_div", input, target, (long)reduction, log_target);

            public static Tensor poisson_nll_loss(
                Tensor input,
                Tensor target,
                bool log_input = true,
                bool full = false,
                float eps = 1e-8f,
                Reduction reduction = Reduction.Mean
            ) => Operator.Call("poisson_nll_loss", input, target, log_input, full, (double)eps, (long)reduction);

            public static Tensor ctc_loss(
                Tensor log_probs,
                Tensor targets,
                Tensor input_lengths,
                Tensor target_lengths,
                long blank = 0,
                bool zero_infinity = false,
                Reduction reduction = Reduction.Mean
            ) =>
                Operator.Call(
                    "ctc_loss.Tensor",
                    log_probs,
                    targets,
                    input_lengths,
                    target_lengths,
                    blank,
                    (long)reduction,
                    zero_infinity
                );

            /// <summary>Losses that broadcast their arguments before they compare them.</summary>
            private static Tensor Elementwise(string name, Tensor input, Tensor target, long reduction)
            {
                var (left, right) = Broadcast(input, target);
                return Operator.Call(name, left, right, reduction);
            }

            private static Tensor Elementwise(
                string name,
                Tensor input,
                Tensor target,
                long reduction,
                double parameter
            )
            {
                var (left, right) = Broadcast(input, target);
                return Operator.Call(name, left, right, reduction, parameter);
            }

            private static (Tensor, Tensor) Broadcast(Tensor input, Tensor target)
            {
                if (input.shape.AsSpan().SequenceEqual(target.shape))
                    return (input, target);
                var both = broadcast_tensors(input, target);
                return (both[0], both[1]);
            }
        }
    }
}
