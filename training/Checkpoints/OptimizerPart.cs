using TorchSharp.Modules;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>Between an optimizer and the bytes of its state, in the library's own form.</summary>
internal static class OptimizerPart
{
    // Of a parameter: at the most three tensors of its size, and some bytes around each.
    private const int TensorsOfAParameter = 3;
    private const int BytesAround = 256;

    public static byte[] Write(OptimizerHelper optimizer)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
            optimizer.save_state_dict(writer);
        return bytes.ToArray();
    }

    /// <summary>Takes over a stored state of an optimizer of the same kind over parameters of the same shapes.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">The bytes are no such state.</exception>
    public static void Read(ReadOnlyMemory<byte> bytes, TrainingState state, string path)
    {
        var most =
            state.Parameters.Sum(p => TensorsOfAParameter * p.numel() * p.ElementSize + BytesAround) + BytesAround;
        if (bytes.Length > most)
            throw CheckpointFormat.Wrong(path, $"expected at most {most} bytes of optimizer, found {bytes.Length}");
        using var stream = new MemoryStream(bytes.ToArray());
        using var reader = new BinaryReader(stream);
        try
        {
            state.Optimizer.load_state_dict(reader);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or ArgumentException
                        or FormatException
                        or OverflowException
                        or OutOfMemoryException
                        or NotSupportedException
                        or System.Runtime.InteropServices.ExternalException
            )
        {
            throw CheckpointFormat.Wrong(path, $"expected the state of this optimizer, found another", e);
        }
    }
}
