using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Hardsigmoid : ParameterLessModule<Tensor, Tensor>
        {
            internal Hardsigmoid(bool inplace)
                : base(nameof(Hardsigmoid))
            {
                this.inplace = inplace;
            }

            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.hardsigmoid(tensor, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Hardsigmoid Hardsigmoid(bool inplace = false) => new(inplace);
        }
    }
}
