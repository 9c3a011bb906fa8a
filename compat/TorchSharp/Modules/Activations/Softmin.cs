using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Softmin : ParameterLessModule<Tensor, Tensor>
        {
            internal Softmin(long dim)
                : base(nameof(Softmin))
            {
                this.dim = dim;
            }

            public long dim { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.softmin(tensor, dim);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Softmin Softmin(long dim) => new(dim);
        }
    }
}
