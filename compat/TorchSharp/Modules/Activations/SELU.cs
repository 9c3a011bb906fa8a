using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class SELU : ParameterLessModule<Tensor, Tensor>
        {
            internal SELU(bool inplace)
                : base(nameof(SELU))
            {
                this.inplace = inplace;
            }

            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.selu(tensor, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.SELU SELU(bool inplace = false) => new(inplace);
        }
    }
}
