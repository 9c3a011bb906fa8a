using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Data;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class WindowBatcherTests
{
    private static readonly SlidingWindow Windows = new(SampleSeries.Weekly(100), lookBack: 10, horizon: 2, 0, 70);

    [TestMethod]
    public void Batches_InOrder_HoldEveryWindowOnce()
    {
        var firsts = new List<float>();
        foreach (var batch in new WindowBatcher(Windows, 16).Batches(0))
        {
            using (batch)
            {
                Assert.AreEqual(10, batch.Inputs.shape[1]);
                Assert.AreEqual(1, batch.Inputs.shape[2]);
                Assert.AreEqual(2, batch.Targets.shape[1]);
                firsts.AddRange(batch.Inputs.select(1, 0).data<float>().ToArray());
            }
        }
        var expected = Enumerable.Range(0, Windows.Count).Select(i => Windows.Input(i).Span[0]).ToArray();
        CollectionAssert.AreEqual(expected, firsts);
    }

    [TestMethod]
    public void Batches_Shuffled_HoldTheSameWindowsInAnOrderOfTheEpoch()
    {
        var batcher = new WindowBatcher(Windows, 16, shuffleSeed: 3);
        var first = Targets(batcher, 0);
        CollectionAssert.AreEqual(first, Targets(batcher, 0));
        CollectionAssert.AreNotEqual(first, Targets(batcher, 1));
        CollectionAssert.AreEquivalent(first, Targets(batcher, 1));
        CollectionAssert.AreEquivalent(first, Targets(new WindowBatcher(Windows, 16), 0));
    }

    [TestMethod]
    public void Batches_SeveralTargetsAndTimes_LieByStepAndByWindow()
    {
        DateTime[] dates = [.. Enumerable.Range(0, 20).Select(i => DateTime.UnixEpoch.AddDays(i))];
        float[] values = [.. Enumerable.Range(0, 40)]; // row r holds 2r and 2r + 1
        var series = new TimeSeries("s.csv", ["a", "b"], [0, 1], values, dates, TimeStep.Between(dates[0], dates[1]));
        var windows = new SlidingWindow(series, lookBack: 3, horizon: 2, 0, 20);

        using var batch = new WindowBatcher(windows, 4) { Times = true }
            .Batches(0)
            .First();

        CollectionAssert.AreEqual(new long[] { 4, 2, 2 }, batch.Targets.shape);
        CollectionAssert.AreEqual(new float[] { 6, 7, 8, 9 }, batch.Targets[0].data<float>().ToArray());
        CollectionAssert.AreEqual(
            new long[] { 86_400, 172_800, 259_200, 345_600, 432_000 },
            batch.Times![1].data<long>().ToArray()
        );
    }

    private static float[] Targets(WindowBatcher batcher, int epoch)
    {
        var all = new List<float>();
        foreach (var batch in batcher.Batches(epoch))
        {
            using (batch)
                all.AddRange(batch.Targets.contiguous().data<float>().ToArray());
        }
        return [.. all];
    }
}
