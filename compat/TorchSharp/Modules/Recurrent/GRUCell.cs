using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class GRUCell : nn.Module<Tensor, Tensor, Tensor>
        {
            private readonly CellCore core;

            internal GRUCell(long inputSize, long hiddenSize, bool bias)
                : base("torch::nn::GRUCellImpl") => core = new CellCore(this, 3, inputSize, hiddenSize, bias);

            public override Tensor forward(Tensor input, Tensor? h0 = null)
            {
                if (h0 is not null)
                    core.Require(input, h0, "hidden");
                using var zero = h0 is null ? core.ZeroState(input) : null;
                return Operator.Call(
                    "gru_cell",
                    input,
                    h0 ?? zero!,
                    core.WeightIh,
                    core.WeightHh,
                    core.BiasIh,
                    core.BiasHh
                );
            }

            [DisallowNull]
            public Parameter? bias_ih
            {
                get => CellCore.Shared(core.BiasIh);
                set
                {
                    core.BiasIh = CellCore.Hidden(value);
                    ConditionallyRegisterParameter(nameof(bias_ih), value);
                }
            }

            [DisallowNull]
            public Parameter? bias_hh
            {
                get => CellCore.Shared(core.BiasHh);
                set
                {
                    core.BiasHh = CellCore.Hidden(value);
                    ConditionallyRegisterParameter(nameof(bias_hh), value);
                }
            }

            [DisallowNull]
            public Parameter? weight_ih
            {
                get => CellCore.Shared(core.WeightIh);
                set
                {
                    core.WeightIh = CellCore.Hidden(value);
                    ConditionallyRegisterParameter(nameof(weight_ih), value);
                }
            }

            [DisallowNull]
            public Parameter? weight_hh
            {
                get => CellCore.Shared(core.WeightHh);
                set
                {
                    core.WeightHh = CellCore.Hidden(value);
                    ConditionallyRegisterParameter(nameof(weight_hh), value);
                }
            }

            internal override IEnumerable<Tensor> NativeTensors => core.Weights;
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GRUCell GRUCell(
                long inputSize,
                long hiddenSize,
                bool bias = true,
                Device? device = null,
                ScalarType? dtype = null
            ) => new Modules.GRUCell(inputSize, hiddenSize, bias).MoveModule<Modules.GRUCell>(device, dtype);
        }
    }
}
