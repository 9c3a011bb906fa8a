using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class SoftMarginLoss : Loss<Tensor, Tensor, Tensor>
        {
            public SoftMarginLoss(nn.Reduction reduction = nn.Reduction.Mean)
                : base(reduction) { }

            public override Tensor forward(Tensor input, Tensor target) =>
                nn.functional.soft_margin_loss(input, target, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.SoftMarginLoss SoftMarginLoss(Reduction reduction = Reduction.Mean) => new(reduction);
        }
    }
}
