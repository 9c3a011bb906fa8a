namespace Rnn.Onnx.Training.Kernels.Memory;

/// <summary>The memory of one call, given back as a whole.</summary>
internal sealed unsafe class Workspace(BufferPool pool) : IDisposable
{
    // Large buffers begin at pages. Each is moved on by other lines of the cache, so that the same row of several of them does not
    // fall on the same places.
    private const int Places = 8;
    private const int Shift = 9 * 16;

    private readonly List<BufferPool.Block> blocks = [];

    /// <summary>Memory for floats with values of any kind in it.</summary>
    public float* Floats(long count)
    {
        var shift = blocks.Count % Places * Shift;
        var block = pool.Rent(count + shift);
        blocks.Add(block);
        return block.Floats + shift;
    }

    /// <summary>Memory for floats, all 0.</summary>
    public float* Zeros(long count)
    {
        var floats = Floats(count);
        Clear(floats, count);
        return floats;
    }

    /// <summary>Sets floats to 0, however many.</summary>
    public static void Clear(float* floats, long count)
    {
        for (; count > 0; count -= int.MaxValue)
        {
            new Span<float>(floats, (int)Math.Min(count, int.MaxValue)).Clear();
            floats += int.MaxValue;
        }
    }

    public void Dispose()
    {
        foreach (var block in blocks)
            block.Dispose();
        blocks.Clear();
    }
}
