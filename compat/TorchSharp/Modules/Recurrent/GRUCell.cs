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
                using var zero = h0 is null ? core.ZeroState(input) : null;
                var state = h0 ?? zero!;
                core.Require(input, state);
                return Operator.Call("gru_cell", input, state, core.WeightIh, core.WeightHh, core.BiasIh, core.BiasHh);
            }

            [DisallowNull]
            public Parameter? bias_ih
            {
                get => CellCore.Shared(core.BiasIh);
                set
                {
                    core.BiasIh = value;
                    ConditionallyRegisterParameter(nameof(bias_ih), value);
                }
            }

            [DisallowNull]
            public Parameter? bias_hh
            {
                get => CellCore.Shared(core.BiasHh);
                set
                {
                    core.BiasHh = value;
                    ConditionallyRegisterParameter(nameof(bias_hh), value);
                }
            }

            [DisallowNull]
            public Parameter? weight_ih
            {
                get => CellCore.Shared(core.WeightIh);
                set
                {
                    core.WeightIh = value;
                    ConditionallyRegisterParameter(nameof(weight_ih), value);
                }
            }

            [DisallowNull]
            public Parameter? weight_hh
            {
                get => CellCore.Shared(core.WeightHh);
                set
                {
                    core.WeightHh = value;
                    ConditionallyRegisterParameter(nameof(weight_hh), value);
                }
            }

            internal override bool MovesInPlace => true;
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
