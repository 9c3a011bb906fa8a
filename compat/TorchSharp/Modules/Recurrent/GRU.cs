using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class GRU : nn.Module<Tensor, Tensor, (Tensor, Tensor)>
        {
            private readonly RecurrentCore core;

            internal GRU(
                long inputSize,
                long hiddenSize,
                long numLayers,
                bool bias,
                bool batchFirst,
                double dropout,
                bool bidirectional
            )
                : base("torch::nn::GRUImpl") =>
                core = new RecurrentCore(
                    this,
                    "gru",
                    3,
                    inputSize,
                    hiddenSize,
                    numLayers,
                    bias,
                    batchFirst,
                    dropout,
                    bidirectional
                );

            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null) => core.Run(input, h0, training);

            public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0!);

            public (nn.utils.rnn.PackedSequence, Tensor) call(nn.utils.rnn.PackedSequence input, Tensor? h0 = null) =>
                core.Run(input, h0, training);

            /// <summary>Nothing to do: weights are handed to libtorch one by one.</summary>
            public void flatten_parameters() { }

            internal override IEnumerable<Tensor> NativeTensors => core.Weights;
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GRU GRU(
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
                new Modules.GRU(
                    inputSize,
                    hiddenSize,
                    numLayers,
                    bias,
                    batchFirst,
                    dropout,
                    bidirectional
                ).MoveModule<Modules.GRU>(device, dtype);
        }
    }
}
