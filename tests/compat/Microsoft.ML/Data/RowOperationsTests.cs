namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class RowOperationsTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void ShuffleRows_Seed_GivesTheOrderThatTheDocumentationShows()
    {
        var shuffled = _ml.Data.ShuffleRows(Numbers(5), seed: 123);
        CollectionAssert.AreEqual(new[] { 2f, 0, 3, 1, 4 }, Values(shuffled));
        CollectionAssert.AreEqual(Values(shuffled), Values(shuffled));
    }

    [TestMethod]
    public void ShuffleRows_SmallPool_KeepsEveryRow()
    {
        var shuffled = Values(_ml.Data.ShuffleRows(Numbers(500), seed: 1, shufflePoolSize: 20));
        CollectionAssert.AreNotEqual(Values(Numbers(500)), shuffled);
        CollectionAssert.AreEquivalent(Values(Numbers(500)), shuffled);
    }

    [TestMethod]
    public void SkipRows_And_TakeRows_CutARun()
    {
        var data = Numbers(10);
        CollectionAssert.AreEqual(new[] { 8f, 9 }, Values(_ml.Data.SkipRows(data, 8)));
        CollectionAssert.AreEqual(new[] { 0f, 1 }, Values(_ml.Data.TakeRows(data, 2)));
        Assert.IsEmpty(Values(_ml.Data.SkipRows(data, 11)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(data, 0));
    }

    [TestMethod]
    public void FilterRowsByColumn_UpperBound_IsExclusive() =>
        CollectionAssert.AreEqual(
            new[] { 2f, 3 },
            Values(_ml.Data.FilterRowsByColumn(Numbers(10), "value", lowerBound: 2, upperBound: 4))
        );

    [TestMethod]
    public void FilterRowsByMissingValues_NaN_IsDropped()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Number { value = 1 },
                new Number { value = float.NaN },
                new Number { value = 3 },
            }
        );
        CollectionAssert.AreEqual(new[] { 1f, 3 }, Values(_ml.Data.FilterRowsByMissingValues(data, "value")));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Data.FilterRowsByMissingValues(_ml.Data.LoadFromEnumerable(new[] { new Text() }), "text")
        );
    }

    [TestMethod]
    public void TrainTestSplit_NoSeed_GivesThePartsThatTheDocumentationShows()
    {
        var split = _ml.Data.TrainTestSplit(Numbers(10), testFraction: 0.2);
        CollectionAssert.AreEqual(new[] { 5f, 6 }, Values(split.TestSet));
        CollectionAssert.AreEqual(new[] { 0f, 1, 2, 3, 4, 7, 8, 9 }, Values(split.TrainSet));
    }

    [TestMethod]
    public void TrainTestSplit_SamplingKey_KeepsEqualValuesTogether()
    {
        var data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 10).Select(i => new Grouped { value = i, group = i % 2 })
        );
        var split = _ml.Data.TrainTestSplit(data, testFraction: 0.1, samplingKeyColumnName: "group");
        CollectionAssert.AreEqual(new[] { 0f, 2, 4, 6, 8 }, Values(split.TestSet));
        CollectionAssert.AreEqual(new[] { 1f, 3, 5, 7, 9 }, Values(split.TrainSet));
    }

    [TestMethod]
    public void CrossValidationSplit_SamplingKey_GivesTheFoldsThatTheDocumentationShows()
    {
        var data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 10).Select(i => new Grouped { value = i, group = i % 3 })
        );
        var folds = _ml.Data.CrossValidationSplit(data, numberOfFolds: 3, samplingKeyColumnName: "group");
        CollectionAssert.AreEqual(new[] { 0f, 3, 6, 9 }, Values(folds[0].TestSet));
        CollectionAssert.AreEqual(new[] { 1f, 4, 7 }, Values(folds[1].TestSet));
        CollectionAssert.AreEqual(new[] { 2f, 5, 8 }, Values(folds[2].TestSet));
    }

    [TestMethod]
    public void TrainTestSplit_Schema_IsTheInputs()
    {
        var split = _ml.Data.TrainTestSplit(Numbers(10));
        Assert.AreEqual("value", split.TrainSet.Schema.Single().Name);
    }

    [TestMethod]
    public void Cache_SecondReading_DoesNotReadTheSourceAgain()
    {
        var reads = 0;
        IEnumerable<Number> Rows()
        {
            reads++;
            for (var i = 0; i < 200; i++)
                yield return new Number { value = i };
        }
        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Rows()), "value");
        CollectionAssert.AreEqual(Values(Numbers(200)), Values(cached));
        CollectionAssert.AreEqual(Values(Numbers(200)), Values(cached));
        Assert.AreEqual(1, reads);
        Assert.IsTrue(cached.CanShuffle);
        Assert.AreEqual(200, cached.GetRowCount());
    }

    [TestMethod]
    public void Cache_SeveralCursors_ShareTheRows()
    {
        var cached = _ml.Data.Cache(Numbers(300));
        var found = new List<float>();
        foreach (var cursor in cached.GetRowCursorSet(cached.Schema, 2))
        {
            using (cursor)
            {
                var getter = cursor.GetGetter<float>(cached.Schema["value"]);
                var value = 0f;
                while (cursor.MoveNext())
                {
                    getter(ref value);
                    found.Add(value);
                }
            }
        }
        CollectionAssert.AreEquivalent(Values(Numbers(300)), found);
    }

    [TestMethod]
    public void Preview_Rows_AreObjectsByColumn()
    {
        var preview = Numbers(10).Preview(maxRows: 3);
        Assert.AreEqual("1 columns, 3 rows", preview.ToString());
        CollectionAssert.AreEqual(new object[] { 0f, 1f, 2f }, preview.ColumnView[0].Values);
        Assert.AreEqual(new KeyValuePair<string, object>("value", 2f), preview.RowView[2].Values[0]);
    }

    private IDataView Numbers(int count) =>
        _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Number { value = i }));

    private static float[] Values(IDataView data) => data.GetColumn<float>("value").ToArray();

    public sealed class Number
    {
        public float value { get; set; }
    }

    public sealed class Grouped
    {
        public float value { get; set; }

        public float group { get; set; }
    }

    public sealed class Text
    {
        public string text { get; set; }
    }
}
