using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class PReLU : nn.Module<Tensor, Tensor>
        {
            [Utils.ComponentName(Name = nameof(weight))]
            private Parameter _weight = null!;

            internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype)
                : base(nameof(PReLU))
            {
                this.init = init;
                this.num_parameters = num_parameters;
                weight = full(num_parameters, init, dtype, device).AsParameter();
            }

            public long num_parameters { get; private set; }

            public double init { get; private set; }

            public Parameter weight
            {
                get => _weight;
                set
                {
                    if (ReferenceEquals(value, _weight))
                        return;
                    _weight?.Dispose();
                    _weight = (Parameter)value.DetachFromDisposeScope();
                    ConditionallyRegisterParameter(nameof(weight), _weight);
                }
            }

            public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, weight);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.PReLU PReLU(
                long num_parameters,
                double init = 0.25,
                Device? device = null,
                ScalarType? dtype = null
            ) => new(num_parameters, init, device, dtype);
        }
    }
}
