using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>
/// Parameters of a model cut into blocks, and what is done with each: by several threads where there is much to do. The blocks are the
/// same whatever the threads, and so are the results.
/// </summary>
internal sealed class FlatBlocks
{
    private const int LargestBlock = 1 << 15;

    // With fewer values a thread is not worth its start.
    private const long ValuesOfAThread = 1 << 18;

    private readonly FlatBlock[] blocks;
    private readonly double[] sums;
    private readonly long values;

    /// <param name="sizes">Values of each parameter.</param>
    public FlatBlocks(IEnumerable<long> sizes)
    {
        blocks = [.. sizes.SelectMany((size, parameter) => Cut(parameter, size))];
        sums = new double[blocks.Length];
        values = blocks.Sum(block => (long)block.Length);
    }

    /// <summary>The sum of what a measure says of each block, in the order of the blocks.</summary>
    public double Sum(Func<FlatBlock, double> measure)
    {
        Each(block => sums[block] = measure(blocks[block]));
        return sums.Sum();
    }

    /// <summary>Does something with each block.</summary>
    public void Run(Action<FlatBlock> work) => Each(block => work(blocks[block]));

    private void Each(Action<int> work)
    {
        var threads = (int)Math.Min(get_num_threads(), values / ValuesOfAThread);
        if (threads > 1)
        {
            Parallel.For(0, blocks.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
            return;
        }
        for (var block = 0; block < blocks.Length; block++)
            work(block);
    }

    private static IEnumerable<FlatBlock> Cut(int parameter, long size)
    {
        for (var start = 0L; start < size; start += LargestBlock)
            yield return new FlatBlock(parameter, (int)start, (int)Math.Min(LargestBlock, size - start));
    }
}
