using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>Takes batches apart.</summary>
internal static class Rows
{
    /// <summary>One row of a float, int32 or int64 tensor [batch, ...] as a batch of one.</summary>
    public static NamedTensor Of(NamedTensor batch, int row)
    {
        long[] shape = [1, .. batch.Shape[1..]];
        return batch.Data switch
        {
            int[] ints => NamedTensor.Of(batch.Name, Part(ints), shape),
            long[] longs => NamedTensor.Of(batch.Name, Part(longs), shape),
            _ => NamedTensor.Of(batch.Name, Part(batch.Floats), shape),
        };

        T[] Part<T>(T[] all)
        {
            var size = all.Length / (int)batch.Shape[0];
            return all[(row * size)..((row + 1) * size)];
        }
    }
}
