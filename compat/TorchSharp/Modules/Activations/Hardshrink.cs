using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Hardshrink : ParameterLessModule<Tensor, Tensor>
        {
            internal Hardshrink(double lambda)
                : base(nameof(Hardshrink))
            {
                this.lambda = lambda;
            }

            public double lambda { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.hardshrink(tensor, lambda);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);
        }
    }
}
