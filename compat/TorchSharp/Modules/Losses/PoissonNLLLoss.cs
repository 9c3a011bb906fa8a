using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class PoissonNLLLoss : Loss<Tensor, Tensor, Tensor>
        {
            public PoissonNLLLoss(
                bool log_input = true,
                bool full = false,
                float eps = 1e-8f,
                nn.Reduction reduction = nn.Reduction.Mean
            )
                : base(reduction)
            {
                this.log_input = log_input;
                this.full = full;
                this.eps = eps;
            }

            public bool log_input { get; }

            public bool full { get; }

            public float eps { get; }

            public override Tensor forward(Tensor input, Tensor target) =>
                nn.functional.poisson_nll_loss(input, target, log_input, full, eps, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.PoissonNLLLoss PoissonNLLLoss(
                bool log_input = true,
                bool full = false,
                float eps = 1e-8f,
                Reduction reduction = Reduction.Mean
            ) => new(log_input, full, eps, reduction);
        }
    }
}
