using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most max_norm; returns the norm before.</summary>
            public static double clip_grad_norm_(
                IEnumerable<Parameter> tensors,
                double max_norm,
                double norm_type = 2.0
            )
            {
                var given = tensors.ToArray();
                using var native = new NativeSection();
                using var _ = no_grad();
                var grads = given.Select(tensor => tensor.grad).OfType<Tensor>().ToList();
                if (grads.Count == 0)
                    return 0;
                var total = double.IsPositiveInfinity(norm_type)
                    ? stack(grads.Select(grad => grad.abs().max())).max()
                    : Operator.Call(
                        "norm.Scalar",
                        stack(grads.Select(grad => Operator.Call("norm.Scalar", grad, norm_type))),
                        norm_type
                    );
                var scale = (max_norm / (total + 1e-6)).clamp(max: 1.0);
                foreach (var grad in grads)
                    grad.mul_(scale.to(grad.device));
                return total.ToDouble();
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                var given = tensors.ToArray();
                using var native = new NativeSection();
                using var _ = no_grad();
                foreach (var tensor in given)
                    tensor.grad?.clamp_(-clip_value, clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                var flat = tensors.Select(tensor => tensor.view(-1)).ToArray();
                var joined = cat(flat);
                foreach (var part in flat)
                    part.Dispose();
                return joined;
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                var offset = 0L;
                foreach (var tensor in tensors)
                {
                    using var part = vec.slice(0, offset, offset + tensor.numel(), 1);
                    using var shaped = part.view_as(tensor);
                    using var values = shaped.detach();
                    tensor.SetData(values);
                    offset += tensor.numel();
                }
            }
        }
    }
}
