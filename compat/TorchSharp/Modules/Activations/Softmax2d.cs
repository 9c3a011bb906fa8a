using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Softmax2d : ParameterLessModule<Tensor, Tensor>
        {
            internal Softmax2d()
                : base(nameof(Softmax2d)) { }

            public override Tensor forward(Tensor tensor) => nn.functional.softmax2d(tensor);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Softmax2d Softmax2d() => new();
        }
    }
}
