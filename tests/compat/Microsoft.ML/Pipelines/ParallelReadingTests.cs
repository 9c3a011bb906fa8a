namespace Microsoft.ML.Contract.Tests.Pipelines;

[TestClass]
public sealed class ParallelReadingTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void GetRowCursor_ComputedColumn_AsksForOneCursorLessThanCoresButTwo()
    {
        var source = new CountingView(_ml.Data.LoadFromEnumerable(Samples.Many(10)));
        var mapped = Doubled(source);
        Assert.HasCount(10, mapped.GetColumn<float>("value").ToArray());
        Assert.AreEqual(Math.Max(2, Environment.ProcessorCount - 1), source.AskedFor);
    }

    [TestMethod]
    public void GetRowCursor_ManyRows_KeepOrderAndIds()
    {
        var mapped = Doubled(_ml.Data.LoadFromEnumerable(Samples.Many(3000)));
        using var cursor = mapped.GetRowCursor(mapped.Schema);
        var value = cursor.GetGetter<float>(mapped.Schema["value"]);
        var window = cursor.GetGetter<VBuffer<float>>(mapped.Schema["x"]);
        var id = cursor.GetIdGetter();
        for (var i = 0; i < 3000; i++)
        {
            Assert.IsTrue(cursor.MoveNext());
            var (v, w, n) = (0f, default(VBuffer<float>), default(DataViewRowId));
            value(ref v);
            window(ref w);
            id(ref n);
            Assert.AreEqual(2f * i, v);
            Assert.AreEqual(3f * i, w.GetItemOrDefault(2));
            Assert.AreEqual((ulong)i, n.Low);
            Assert.AreEqual(i, cursor.Position);
        }
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void GetRowCursorSet_Split_DealsOutEveryRowOnce()
    {
        var mapped = Doubled(_ml.Data.LoadFromEnumerable(Samples.Many(1000)));
        var cursors = mapped.GetRowCursorSet(mapped.Schema, 3);
        Assert.HasCount(3, cursors);
        var found = new List<float>();
        Parallel.ForEach(
            cursors,
            cursor =>
            {
                using (cursor)
                {
                    var getter = cursor.GetGetter<float>(mapped.Schema["value"]);
                    var value = 0f;
                    while (cursor.MoveNext())
                    {
                        getter(ref value);
                        lock (found)
                            found.Add(value);
                    }
                }
            }
        );
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 1000).Select(i => 2f * i).ToArray(), found);
    }

    [TestMethod]
    public void MoveNext_ErrorInAWorker_IsWrapped()
    {
        var estimator = _ml.Transforms.CustomMapping<Window, Value>(
            (_, _) => throw new FormatException("bad row"),
            null
        );
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        var mapped = estimator.Fit(data).Transform(data);
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => mapped.GetColumn<float>("value").ToArray());
        Assert.AreEqual("bad row", error.InnerException?.Message);
    }

    [TestMethod]
    public void Dispose_BeforeTheEnd_StopsReading()
    {
        var read = 0;
        IEnumerable<Window> Endless()
        {
            while (true)
            {
                read++;
                yield return new Window { x = [1, 2, 3] };
            }
        }
        var mapped = Doubled(_ml.Data.LoadFromEnumerable(Endless()));
        using (var cursor = mapped.GetRowCursor(mapped.Schema))
            Assert.IsTrue(cursor.MoveNext());
        var stopped = read;
        Thread.Yield();
        Assert.AreEqual(stopped, read);
    }

    [TestMethod]
    public void GetRowCursor_ColumnsPassedThrough_NeedNoSplitting()
    {
        var source = new CountingView(_ml.Data.LoadFromEnumerable(Samples.Many(10)));
        var mapped = Doubled(source);
        var cursors = mapped.GetRowCursorSet([mapped.Schema["x"]], 4);
        Assert.HasCount(1, cursors);
        cursors[0].Dispose();
    }

    private IDataView Doubled(IDataView source)
    {
        var estimator = _ml.Transforms.CustomMapping<Window, Value>((window, v) => v.value = 2 * window.x[0], null);
        return estimator.Fit(source).Transform(source);
    }

    public sealed class Value
    {
        public float value { get; set; }
    }

    private sealed class CountingView(IDataView inner) : IDataView
    {
        public int AskedFor { get; private set; }

        public bool CanShuffle => inner.CanShuffle;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => inner.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
            inner.GetRowCursor(columnsNeeded, rand);

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded,
            int n,
            Random rand = null
        )
        {
            AskedFor = n;
            return inner.GetRowCursorSet(columnsNeeded, n, rand);
        }
    }
}
