using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Data;

namespace Rnn.Onnx.Training.Tests.Data;

[TestClass]
public sealed class BucketBatcherTests
{
    // Lengths 1 to 40; every value says where it belongs: row * 100 + step.
    private static readonly int[] Lengths = MakeLengths(3000);
    private static readonly long[][] Ids =
    [
        .. Lengths.Select((length, row) => Enumerable.Range(0, length).Select(step => row * 100L + step).ToArray()),
    ];

    [TestMethod]
    [DataRow(null)]
    [DataRow(7)]
    public void Batches_AnEpoch_HoldsEveryRowOnceWithItsTarget(int? seed)
    {
        var batcher = Batcher(seed);
        var seen = new HashSet<long>();
        var batches = 0;
        foreach (var batch in batcher.Batches(3))
        {
            using (batch)
            {
                batches++;
                var lengths = batch.Lengths!.data<long>().ToArray();
                var ids = batch.Inputs.data<long>().ToArray();
                var targets = batch.Targets.data<long>().ToArray();
                var steps = (int)batch.Inputs.shape[1];
                Assert.AreEqual(lengths.Max(), steps);
                for (var i = 0; i < batch.Rows; i++)
                {
                    var row = targets[i];
                    Assert.IsTrue(seen.Add(row), $"row {row} twice");
                    Assert.AreEqual(Lengths[row], lengths[i]);
                    for (var step = 0; step < steps; step++)
                        Assert.AreEqual(step < lengths[i] ? row * 100 + step : -7, ids[i * steps + step]);
                }
            }
        }
        Assert.HasCount(batcher.Rows, seen);
        Assert.AreEqual(batcher.BatchCount, batches);
    }

    [TestMethod]
    public void Order_SeedAndEpoch_DecideIt()
    {
        var first = Flat(Batcher(7).Order(0));
        CollectionAssert.AreEqual(first, Flat(Batcher(7).Order(0)));
        CollectionAssert.AreNotEqual(first, Flat(Batcher(7).Order(1)));
        CollectionAssert.AreNotEqual(first, Flat(Batcher(8).Order(0)));

        static int[] Flat(IReadOnlyList<int[]> batches) => [.. batches.SelectMany(batch => batch)];
    }

    [TestMethod]
    public void Order_Padding_IsAFractionOfThatOfRandomBatches()
    {
        var random = Enumerable.Range(0, Lengths.Length).ToArray();
        new Random(1).Shuffle(random);
        var unsorted = Padding(random.Chunk(32));
        var bucketed = Padding(Batcher(7).Order(0));
        // 20 of 40 steps are padding in a random batch; in pools of 50 batches hardly one is.
        Assert.IsGreaterThan(0.4, unsorted);
        Assert.IsLessThan(0.05, bucketed);
        Assert.IsLessThan(0.01, Padding(Batcher(null).Order(0)));

        static double Padding(IEnumerable<int[]> batches)
        {
            var padded = batches.Sum(batch => (double)batch.Length * batch.Max(row => Lengths[row]));
            return 1 - Lengths.Sum() / padded;
        }
    }

    [TestMethod]
    public void Batches_ValuesAndTags_ArePaddedInTheirWay()
    {
        var values = new[] { new[] { 1f, 2f, 3f, 4f }, [5f, 6f] };
        var tags = new[] { new[] { 1L, 0L }, [1L] };
        var batcher = new BucketBatcher(
            [2, 1],
            PaddedRows.Values(values, 2),
            PaddedRows.Ids(tags, PaddedRows.NoTarget),
            2
        );
        using var batch = batcher.Batches(0).Single();
        CollectionAssert.AreEqual(new long[] { 2, 2, 2 }, batch.Inputs.shape);
        CollectionAssert.AreEqual(new[] { 5f, 6, 0, 0, 1, 2, 3, 4 }, batch.Inputs.data<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 1L, -100, 1, 0 }, batch.Targets.data<long>().ToArray());
    }

    [TestMethod]
    public void Create_EmptyRow_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            new BucketBatcher([3, 0], PaddedRows.Ids(Ids), PaddedRows.Ids(Ids), 2)
        );
        Assert.AreEqual("Row 1: expected 1 step or more, found 0.", error.Message);
    }

    private static BucketBatcher Batcher(int? seed) =>
        new(
            Lengths,
            PaddedRows.Ids(Ids, padding: -7),
            PaddedRows.Classes([.. Enumerable.Range(0, Lengths.Length).Select(row => (long)row)]),
            batchSize: 32,
            seed
        );

    private static int[] MakeLengths(int rows)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, 41))];
    }
}
