using System.Buffers.Binary;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>
/// Between the random number generator of the CPU and its bytes: the seed (int64), the draws left until the numbers are
/// made anew (int32), whether it was seeded (int32), the place of the next number (int64), 624 numbers, and the rest. The
/// library ends the process over a state that is none, so the bytes are judged here.
/// </summary>
internal static class RandomPart
{
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;
    private const int Numbers = 624;

    public static byte[] Write()
    {
        using var state = get_rng_state(); // [bytes]
        return state.bytes.ToArray();
    }

    /// <summary>Draws go on from where they stood.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">The bytes are no such state.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, string path)
    {
        using var now = get_rng_state(); // [bytes]
        if (bytes.Length != now.numel())
            throw CheckpointFormat.Wrong(path, $"expected a random state of {now.numel()} bytes, found {bytes.Length}");
        if (!IsState(bytes))
            throw CheckpointFormat.Wrong(path, $"expected a random state of this library, found another");
        using var state = tensor(bytes.ToArray()); // [bytes]
        set_rng_state(state);
    }

    // A seeded generator has drawn nothing yet (1 left, at 0), or as many as stand before the next number.
    private static bool IsState(ReadOnlySpan<byte> bytes)
    {
        var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[LeftAt..]);
        var seeded = BinaryPrimitives.ReadInt32LittleEndian(bytes[SeededAt..]);
        var next = BinaryPrimitives.ReadInt64LittleEndian(bytes[NextAt..]);
        return seeded == 1 && left is >= 1 and <= Numbers && (next == Numbers + 1 - left || (left == 1 && next == 0));
    }
}
