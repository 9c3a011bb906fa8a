using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class LogSigmoid : ParameterLessModule<Tensor, Tensor>
        {
            internal LogSigmoid()
                : base(nameof(LogSigmoid)) { }

            public override Tensor forward(Tensor tensor) => nn.functional.logsigmoid(tensor);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LogSigmoid LogSigmoid() => new();
        }
    }
}
