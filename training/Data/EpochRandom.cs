namespace Rnn.Onnx.Training.Data;

/// <summary>Random numbers that are a function of seed and epoch, so that an epoch's order needs no memory of the ones before.</summary>
internal static class EpochRandom
{
    /// <summary>The random numbers of an epoch, from 0.</summary>
    public static Random Of(int seed, int epoch) => new(Seed(seed, epoch));

    // System.HashCode differs from process to process; this does not.
    public static int Seed(int seed, int epoch) => unchecked(seed * 486_187_739 + epoch * 16_777_619);
}
