using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class RReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal RReLU(double lower, double upper, bool inplace)
                : base(nameof(RReLU))
            {
                this.lower = lower;
                this.upper = upper;
                this.inplace = inplace;
            }

            public double lower { get; set; }

            public double upper { get; set; }

            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.rrelu(tensor, lower, upper, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.RReLU RReLU(
                double lower = 1.0 / 8.0,
                double upper = 1.0 / 3.0,
                bool inplace = false
            ) => new(lower, upper, inplace);
        }
    }
}
