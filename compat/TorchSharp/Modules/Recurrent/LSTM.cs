using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
        {
            private readonly RecurrentCore core;

            internal LSTM(
                long inputSize,
                long hiddenSize,
                long numLayers,
                bool bias,
                bool batchFirst,
                double dropout,
                bool bidirectional
            )
                : base("torch::nn::LSTMImpl") =>
                core = new RecurrentCore(
                    this,
                    "lstm",
                    4,
                    inputSize,
                    hiddenSize,
                    numLayers,
                    bias,
                    batchFirst,
                    dropout,
                    bidirectional
                );

            public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null) =>
                core.Run(input, h0_c0, training);

            public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) =>
                base.call(input, h0_c0);

            public (nn.utils.rnn.PackedSequence, Tensor, Tensor) call(
                nn.utils.rnn.PackedSequence input,
                (Tensor, Tensor)? h0_c0 = null
            ) => core.Run(input, h0_c0, training);

            /// <summary>Nothing to do: weights are handed to libtorch one by one.</summary>
            public void flatten_parameters() { }

            internal override IEnumerable<Tensor> NativeTensors => core.Weights;
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LSTM LSTM(
                long inputSize,
                long hiddenSize,
                long numLayers = 1,
                bool bias = true,
                bool batchFirst = false,
                double dropout = 0.0,
                bool bidirectional = false,
                Device? device = null,
                ScalarType? dtype = null
            ) =>
                new Modules.LSTM(
                    inputSize,
                    hiddenSize,
                    numLayers,
                    bias,
                    batchFirst,
                    dropout,
                    bidirectional
                ).MoveModule<Modules.LSTM>(device, dtype);
        }
    }
}
