using Rnn.Onnx.Training.Kernels.Memory;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>The pool fetches memory for the first step, and no more for those that follow.</summary>
[TestClass]
public sealed class BufferPoolTests
{
    // Floats of what a layer keeps, and of what each way needs for itself, (16, 35, 200, 200) by two threads and smaller.
    private static readonly long[] Kept = [237_440, 59_904, 59_904, 237_440, 59_904, 59_904];
    private static readonly long[] Forward = [166_400, 166_400, 832, 23_296, 23_296];
    private static readonly long[] Backward = [173_056, 1_664, 58_240, 58_240, 1_664, 1_664, 10_240, 12_800, 10_240];

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(40)]
    public void Rent_TheSameStepAgain_FetchesNothing(int part)
    {
        var pool = new BufferPool();
        for (var step = 0; step < 3; step++)
            Step(pool, part);
        var fetched = pool.Fetched;
        for (var step = 0; step < 50; step++)
            Step(pool, part);
        Assert.AreEqual(fetched, pool.Fetched);
        Assert.IsLessThanOrEqualTo(Kept.Length + Forward.Length + Backward.Length, fetched);
    }

    [TestMethod]
    public void Rent_AfterTheWayForward_ServesTheWayBack()
    {
        var pool = new BufferPool();
        pool.Rent(166_400).Dispose();
        pool.Rent(173_056).Dispose();
        Assert.AreEqual(1, pool.Fetched);
    }

    private static void Step(BufferPool pool, int part)
    {
        var kept = Rent(Kept);
        Return(Rent(Forward));
        Return(Rent(Backward));
        Return(kept);

        List<BufferPool.Block> Rent(long[] sizes) => [.. sizes.Select(size => pool.Rent(size / part))];

        static void Return(List<BufferPool.Block> blocks) => blocks.ForEach(block => block.Dispose());
    }
}
