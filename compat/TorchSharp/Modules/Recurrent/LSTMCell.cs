using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
        {
            private readonly CellCore core;

            internal LSTMCell(long inputSize, long hiddenSize, bool bias)
                : base("torch::nn::LSTMCellImpl") => core = new CellCore(this, 4, inputSize, hiddenSize, bias);

            /// <summary>Without a state it fails, as the package does: pass zeros.</summary>
            public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
            {
                core.Require(input, h0_c0?.Item1, "hidden[0]");
                core.Require(input, h0_c0?.Item2, "hidden[1]");
                Tensor[] states = [h0_c0!.Value.Item1, h0_c0.Value.Item2];
                return Operator.Call2(
                    "lstm_cell",
                    input,
                    states,
                    core.WeightIh,
                    core.WeightHh,
                    core.BiasIh,
                    core.BiasHh
                );
            }

            public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

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
            public static Modules.LSTMCell LSTMCell(
                long inputSize,
                long hiddenSize,
                bool bias = true,
                Device? device = null,
                ScalarType? dtype = null
            ) => new Modules.LSTMCell(inputSize, hiddenSize, bias).MoveModule<Modules.LSTMCell>(device, dtype);
        }
    }
}
