using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
        {
            private readonly RecurrentCore core;

            internal RNN(
                nn.NonLinearities nonLinearity,
                long inputSize,
                long hiddenSize,
                long numLayers,
                bool bias,
                bool batchFirst,
                double dropout,
                bool bidirectional
            )
                : base("torch::nn::RNNImpl") =>
                core = new RecurrentCore(
                    this,
                    nonLinearity == nn.NonLinearities.ReLU ? "rnn_relu" : "rnn_tanh",
                    1,
                    inputSize,
                    hiddenSize,
                    numLayers,
                    bias,
                    batchFirst,
                    dropout,
                    bidirectional
                );

            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0) => core.Run(input, h0, training);

            public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

            public (nn.utils.rnn.PackedSequence, Tensor) call(nn.utils.rnn.PackedSequence input, Tensor? h0 = null) =>
                core.Run(input, h0, training);

            /// <summary>Nothing to do: weights are handed to libtorch one by one.</summary>
            public void flatten_parameters() { }

            public Parameter? get_weight_ih(long idx) => Weight(idx, 0);

            public Parameter? get_weight_hh(long idx) => Weight(idx, 1);

            public Parameter? get_bias_ih(long idx) => Weight(idx, 2);

            public Parameter? get_bias_hh(long idx) => Weight(idx, 3);

            private Parameter? Weight(long idx, int which) =>
                which < core.Stride
                    ? new Parameter(Interop.NativeMethods.TensorShare(core.Weights[idx * core.Stride + which].Handle))
                    : null;

            internal override IEnumerable<Tensor> NativeTensors => core.Weights;
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.RNN RNN(
                long inputSize,
                long hiddenSize,
                long numLayers = 1,
                NonLinearities nonLinearity = NonLinearities.Tanh,
                bool bias = true,
                bool batchFirst = false,
                double dropout = 0.0,
                bool bidirectional = false,
                Device? device = null,
                ScalarType? dtype = null
            ) =>
                new Modules.RNN(
                    nonLinearity,
                    inputSize,
                    hiddenSize,
                    numLayers,
                    bias,
                    batchFirst,
                    dropout,
                    bidirectional
                ).MoveModule<Modules.RNN>(device, dtype);
        }
    }
}
