namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class MapKeyToValueTests
{
    private readonly MLContext _ml = new();

    private TransformsCatalog.ConversionTransforms Conversion => _ml.Transforms.Conversion;

    [TestMethod]
    public void MapKeyToValue_MissingKeys_GiveTheMissingValueOrTheDefault()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Row
                {
                    text = "a",
                    number = 1,
                    wide = 2,
                    whole = 3,
                },
                new Row
                {
                    text = "",
                    number = float.NaN,
                    wide = double.NaN,
                    whole = 4,
                },
            }
        );
        foreach (var (column, expected) in new[] { ("text", ""), ("number", "NaN"), ("wide", "NaN"), ("whole", "0") })
        {
            var output = RoundTrip(column, maximumNumberOfKeys: 1).Apply(data);
            Assert.AreEqual(data.Schema[column].Type, output.Schema["back"].Type);
            Assert.AreEqual("", string.Concat(output.Schema["back"].Annotations.Schema));
            CollectionAssert.AreEqual(new[] { data.Texts(column)[0], expected }, output.Texts("back"));
        }
    }

    [TestMethod]
    public void MapKeyToValue_Vectors_KeepDimensionsAndSlotNames()
    {
        var data = _ml.Transforms.Concatenate("pair", "number", "more").Apply(Numbers((1, 2), (float.NaN, 1)));
        var output = RoundTrip("pair").Apply(data);
        Assert.AreEqual("Vector<Single, 2> SlotNames=[number, more]", output.Schema["back"].Describe());
        CollectionAssert.AreEqual(new[] { "[1, 2]", "[NaN, 1]" }, output.Texts("back"));
    }

    /// <summary>Text has no missing value but its default, so that it stays sparse; numbers have NaN.</summary>
    [TestMethod]
    public void MapKeyToValue_SparseKeys_StaySparseForTextAndGetDenseForNumbers()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Vectors
                {
                    words = ["a", "", "", "", "", ""],
                    numbers = [7, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN],
                },
            }
        );
        CollectionAssert.AreEqual(new[] { "[6: 0=a]" }, RoundTrip("words").Apply(data).Texts("back"));
        CollectionAssert.AreEqual(
            new[] { "[7, NaN, NaN, NaN, NaN, NaN]" },
            RoundTrip("numbers").Apply(data).Texts("back")
        );
    }

    [TestMethod]
    public void MapKeyToValue_Pairs_MapSeveralColumns()
    {
        var keys = new[] { new InputOutputColumnPair("k1", "number"), new InputOutputColumnPair("k2", "more") };
        var values = new[] { new InputOutputColumnPair("k1"), new InputOutputColumnPair("v2", "k2") };
        var output = Conversion
            .MapValueToKey(keys)
            .Append(Conversion.MapKeyToValue(values))
            .Apply(Numbers((1, 2), (3, 4)));
        CollectionAssert.AreEqual(new[] { "1", "3" }, output.Texts("k1"));
        CollectionAssert.AreEqual(new[] { "2", "4" }, output.Texts("v2"));
    }

    [TestMethod]
    public void MapKeyToValue_NoKeyOrNoValues_IsInvalid()
    {
        var data = Numbers((1, 2));
        Assert.ThrowsExactly<InvalidOperationException>(() => Conversion.MapKeyToValue("back", "number").Fit(data));
        var bare = _ml.Data.LoadFromEnumerable(new[] { new Bare() });
        Assert.ThrowsExactly<InvalidOperationException>(() => Conversion.MapKeyToValue("back", "key").Fit(bare));
    }

    /// <summary>A chain looks at shapes first, and its errors are of another kind.</summary>
    [TestMethod]
    public void MapKeyToValue_NoKeyOrNoValuesInAChain_IsOutOfRange()
    {
        var chain = new EstimatorChain<ITransformer>();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            chain.Append(Conversion.MapKeyToValue("back", "number")).Fit(Numbers((1, 2)))
        );
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            chain.Append(Conversion.MapKeyToValue("back", "key")).Fit(_ml.Data.LoadFromEnumerable(new[] { new Bare() }))
        );
    }

    [TestMethod]
    public void MapKeyToValue_Shape_IsThatOfTheValues()
    {
        Assert.AreEqual(
            "Scalar String",
            RoundTrip("text").Promise<Row, TransformerChain<KeyToValueMappingTransformer>>(_ml, "back")
        );
        Assert.AreEqual(
            "VariableVector Single",
            RoundTrip("numbers").Promise<Vectors, TransformerChain<KeyToValueMappingTransformer>>(_ml, "back")
        );
    }

    private IEstimator<TransformerChain<KeyToValueMappingTransformer>> RoundTrip(
        string column,
        int maximumNumberOfKeys = 100
    ) =>
        Conversion
            .MapValueToKey("key", column, maximumNumberOfKeys: maximumNumberOfKeys)
            .Append(Conversion.MapKeyToValue("back", "key"));

    private IDataView Numbers(params (float number, float more)[] rows) =>
        _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { number = row.number, more = row.more }));

    public sealed class Row
    {
        public string text { get; set; }

        public float number { get; set; }

        public float more { get; set; }

        public double wide { get; set; }

        public int whole { get; set; }
    }

    public sealed class Vectors
    {
        public string[] words { get; set; }

        public float[] numbers { get; set; }
    }

    public sealed class Bare
    {
        [KeyType(5)]
        public uint key { get; set; }
    }
}
