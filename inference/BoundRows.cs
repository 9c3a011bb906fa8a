using Microsoft.ML.OnnxRuntime;

namespace Rnn.Onnx.Inference;

/// <summary>Rows of an input or output of a model, in the caller's memory: numbers are read and written in place.</summary>
public abstract class BoundRows
{
    private protected BoundRows(string name, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfZero(shape.Length, nameof(shape));
        (Name, Shape) = (name, [.. shape]);
    }

    /// <summary>The name of the input or output.</summary>
    public string Name { get; }

    /// <summary>The first dimension: how many rows.</summary>
    public long Rows => Shape[0];

    private protected long[] Shape { get; }

    internal abstract OrtValue ToOrt();

    /// <summary>What the runtime writes the answers of an output to.</summary>
    internal virtual OrtValue ToOrtOutput() => ToOrt();

    /// <summary>Takes an output's answer from what <see cref="ToOrtOutput"/> made; numbers were written in place already.</summary>
    internal virtual void Take(OrtValue value) { }

    /// <summary>A copy in which every row stands twice.</summary>
    internal abstract BoundRows Twice();

    /// <summary>Takes the first half of what <see cref="Twice"/> made.</summary>
    internal abstract void TakeHalf(BoundRows twice);
}

/// <summary>Rows of numbers.</summary>
/// <typeparam name="T">float, long, int or bool, as the model declares it.</typeparam>
/// <param name="name">The name of the input or output.</param>
/// <param name="data">The rows, one after the other.</param>
/// <param name="shape">Their shape; its first dimension is the number of rows.</param>
public sealed class BoundRows<T>(string name, Memory<T> data, params long[] shape) : BoundRows(name, shape)
    where T : unmanaged
{
    internal override OrtValue ToOrt() =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data, Shape);

    internal override BoundRows Twice()
    {
        var twice = new T[2 * data.Length];
        data.CopyTo(twice);
        data.CopyTo(twice.AsMemory(data.Length));
        return new BoundRows<T>(Name, twice, [2 * Rows, .. Shape[1..]]);
    }

    internal override void TakeHalf(BoundRows twice) => ((BoundRows<T>)twice).CopyHalf(data);

    private void CopyHalf(Memory<T> target) => data[..target.Length].CopyTo(target);
}
