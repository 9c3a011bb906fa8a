using Rnn.Onnx.Pipelines.Streaming;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class StateStoreTests
{
    private const int LstmOf64 = 2 * 64; // hidden and cell states

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DoNotParallelize]
    public void Write_AMillionKeysOfAnLstmOf64Units_StayBelowAGigabyte()
    {
        const int Million = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var store = new StateStore(LstmOf64, Million);
        var states = new float[LstmOf64];
        for (var i = 0; i < Million; i++)
        {
            states[0] = i;
            store.Write(KeyOf(i), states);
        }
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;

        TestContext.WriteLine($"{Million} keys: {megabytes:F0} MB, of which the states are {4 * LstmOf64} MB.");
        Assert.IsLessThan(1000, megabytes);
        Assert.AreEqual(Million, store.Count);
        Assert.IsTrue(store.TryRead(KeyOf(123_456), states));
        Assert.AreEqual(123_456, states[0]);

        // More keys come: as many go, and the memory stays.
        for (var i = 0; i < 5000; i++)
            store.Write(KeyOf(Million + i), states);
        Assert.AreEqual(Million, store.Count);
        Assert.AreEqual(5000, store.Evicted);
        Assert.IsFalse(store.Contains(KeyOf(4999)));
        Assert.IsTrue(store.Contains(KeyOf(5000)));
        GC.KeepAlive(store);

        static StateKey KeyOf(int i) => StateKey.Of(FormattableString.Invariant($"device-{i:D8}"));
    }

    [TestMethod]
    public void Store_RandomWork_DoesAsAPlainListOfTheLatestUsed()
    {
        const int Capacity = 37;
        var store = new StateStore(1, Capacity);
        var plain = new List<(long Key, float Value)>(); // the longest unused first
        var random = new Random(11);
        var evicted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var key = random.NextInt64(60);
            var place = plain.FindIndex(entry => entry.Key == key);
            if (random.Next(4) == 0)
            {
                Assert.AreEqual(place >= 0, store.Remove(StateKey.Of(key)));
                if (place >= 0)
                    plain.RemoveAt(place);
                continue;
            }
            var found = new float[1];
            Assert.AreEqual(place >= 0, store.TryRead(StateKey.Of(key), found));
            Assert.AreEqual(place >= 0 ? plain[place].Value : 0, found[0]);
            store.Write(StateKey.Of(key), [i]);
            if (place >= 0)
                plain.RemoveAt(place);
            else if (plain.Count == Capacity)
            {
                plain.RemoveAt(0);
                evicted++;
            }
            plain.Add((key, i));
        }

        var visited = new List<(long, float)>();
        store.Visit(
            count => Assert.AreEqual(plain.Count, count),
            (key, states) => visited.Add((key.Number, states[0]))
        );
        CollectionAssert.AreEqual(plain, visited);
        Assert.AreEqual(evicted, store.Evicted);
    }
}
