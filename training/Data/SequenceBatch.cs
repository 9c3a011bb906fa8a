using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>Some rows of training data, as tensors. Disposing it disposes both.</summary>
/// <param name="Inputs">What the model reads, [N, T, C].</param>
/// <param name="Targets">What it should answer, its first dimension N as well.</param>
public sealed record SequenceBatch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>Rows, N.</summary>
    public int Rows => (int)Inputs.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }
}
