namespace Rnn.Onnx.Hosting.Tests;

[TestClass]
public sealed class BatchCutsTests
{
    [TestMethod]
    public void Of_EqualLengths_AreFullBatches()
    {
        int[] lengths = [.. Enumerable.Repeat(28, 70)];
        var ends = BatchCuts.Of(lengths, maximum: 32);
        Assert.HasCount(3, ends);
        Assert.AreEqual(70, ends[^1]);
        CollectionAssert.AreEqual(new[] { 64 }, BatchCuts.Of(lengths.AsSpan(0, 64), maximum: 64));
    }

    [TestMethod]
    public void Of_ShortAndLong_AreBatchesOfTheirOwn()
    {
        int[] lengths = [.. Enumerable.Repeat(20, 10), .. Enumerable.Repeat(300, 6)];
        CollectionAssert.AreEqual(new[] { 10, 16 }, BatchCuts.Of(lengths, maximum: 32));
    }

    [TestMethod]
    public void Of_FewShortRows_AreNotWorthABatchMore() =>
        CollectionAssert.AreEqual(new[] { 4 }, BatchCuts.Of([3, 5, 8, 12], maximum: 32));

    [TestMethod]
    public void Of_AnyLengths_CostsNoMoreThanEveryOtherCut()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            int[] lengths = [.. Enumerable.Range(0, 9).Select(_ => random.Next(1, 200)).Order()];
            var found = Cost(lengths, BatchCuts.Of(lengths, maximum: 4));
            for (var mask = 0; mask < 1 << 8; mask++)
            {
                List<int> ends = [.. Enumerable.Range(1, 8).Where(end => (mask >> (end - 1) & 1) == 1), 9];
                if (ends.Prepend(0).Zip(ends, (first, end) => end - first).Max() <= 4)
                    Assert.IsLessThanOrEqualTo(Cost(lengths, ends) + 1e-9, found);
            }
        }

        static double Cost(int[] lengths, List<int> ends) =>
            ends.Prepend(0).Zip(ends, (first, end) => 50 + lengths[end - 1] * (1.5 + end - first)).Sum();
    }

    [TestMethod]
    public void Weight_OfARow_CountsItsTextsAndVectors()
    {
        var weight = RowWeight.Of<Mixed>();
        Assert.AreEqual(
            1 + 5 + 3,
            weight(
                new Mixed
                {
                    Text = "abcde",
                    Values = [1, 2, 3],
                    Number = 70,
                }
            )
        );
        Assert.AreEqual(1, weight(new Mixed()));
    }

    private sealed class Mixed
    {
        public string? Text { get; set; }
        public float[]? Values { get; set; }
        public int Number { get; set; }
    }
}
