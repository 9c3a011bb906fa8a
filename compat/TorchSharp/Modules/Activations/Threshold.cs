using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Threshold : ParameterLessModule<Tensor, Tensor>
        {
            internal Threshold(double threshold, double value, bool inplace)
                : base(nameof(Threshold))
            {
                this.threshold = threshold;
                this.value = value;
                this.inplace = inplace;
            }

            public double threshold { get; set; }

            public double value { get; set; }

            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.threshold(tensor, threshold, value, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Threshold Threshold(double threshold, double value, bool inplace = false) =>
                new(threshold, value, inplace);
        }
    }
}
