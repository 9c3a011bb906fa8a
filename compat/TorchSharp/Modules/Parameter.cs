using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Takes over the handle of <c>data</c>, which is empty afterwards.</summary>
    public class Parameter : Tensor
    {
        public Parameter(Tensor data, bool requires_grad = true)
            : base(data.with_requires_grad(requires_grad).MoveHandle(), false) => DisposeScope.Replace(data, this);

        internal Parameter(nint handle)
            : base(handle) { }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) =>
                new(data, requires_grad);
        }
    }
}
