using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>Some rows of training data, as tensors. Disposing it disposes them all.</summary>
/// <param name="Inputs">What the model reads, [N, T, C] or ids [N, T].</param>
/// <param name="Targets">What it should answer, its first dimension N as well.</param>
public sealed record SequenceBatch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>Steps of each row, int64 [N]; null when all rows have T.</summary>
    public Tensor? Lengths { get; init; }

    /// <summary>Time stamps of what is read and of what is forecast, int64 [N, T + horizon], in seconds since 1970-01-01 UTC; null where no model asks for them.</summary>
    public Tensor? Times { get; init; }

    /// <summary>Ids of the characters of each step's word, int64 [N, T, L], 0 behind a word's end; null where no model asks for them.</summary>
    public Tensor? Characters { get; init; }

    /// <summary>Rows, N.</summary>
    public int Rows => (int)Inputs.shape[0];

    /// <summary>The batch on a device. Tensors that are there already are the same; copies belong to the caller's scope.</summary>
    internal SequenceBatch To(Device device)
    {
        return new SequenceBatch(Placed(Inputs)!, Placed(Targets)!)
        {
            Lengths = Placed(Lengths),
            Times = Placed(Times),
            Characters = Placed(Characters),
        };

        Tensor? Placed(Tensor? tensor) => tensor?.device_type == device.type ? tensor : tensor?.to(device);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
        Lengths?.Dispose();
        Times?.Dispose();
        Characters?.Dispose();
    }
}
