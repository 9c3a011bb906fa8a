using Rnn.Onnx.Models.Recurrent;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>Draws the initial values of a layer that differ from PyTorch's.</summary>
internal static class Initializer
{
    /// <summary>Draws anew what the options ask for; the rest stays as it was made.</summary>
    public static void Apply(StackLayer layer, RecurrentOptions options)
    {
        var wanted = options.Initialization;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        for (var direction = 0; direction < options.Directions; direction++)
        {
            var (input, recurrent) = (layer.Find("weight_ih", direction)!, layer.Find("weight_hh", direction)!);
            for (var gate = 0; gate < options.Cell.GateCount(); gate++)
            {
                Draw(Block(input, gate), wanted.InputWeights);
                if (wanted.OrthogonalRecurrent)
                    init.orthogonal_(Block(recurrent, gate));
            }
            if (wanted.ForgetBias is not { } forget)
                continue;
            const int forgetGate = 1; // of i, f, g, o
            init.constant_(Block(layer.Find("bias_ih", direction)!, forgetGate), forget);
            init.zeros_(Block(layer.Find("bias_hh", direction)!, forgetGate));
        }

        Tensor Block(Tensor stacked, int gate) => stacked.narrow(0, gate * options.Hidden, options.Hidden); // [H, ...]
    }

    private static void Draw(Tensor weight, InputWeights how) // [H, C]
    {
        var (hidden, features) = (weight.shape[0], weight.shape[1]);
        switch (how)
        {
            case InputWeights.XavierUniform:
                Uniform(6.0 / (features + hidden));
                break;
            case InputWeights.XavierNormal:
                init.normal_(weight, 0, Math.Sqrt(2.0 / (features + hidden)));
                break;
            case InputWeights.KaimingUniform:
                Uniform(6.0 / features);
                break;
            case InputWeights.KaimingNormal:
                init.normal_(weight, 0, Math.Sqrt(2.0 / features));
                break;
            default:
                break;
        }

        void Uniform(double squaredBound) => init.uniform_(weight, -Math.Sqrt(squaredBound), Math.Sqrt(squaredBound));
    }
}
