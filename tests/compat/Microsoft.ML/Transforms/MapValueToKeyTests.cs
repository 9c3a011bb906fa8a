namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class MapValueToKeyTests
{
    private const ValueToKeyMappingEstimator.KeyOrdinality ByValue = ValueToKeyMappingEstimator.KeyOrdinality.ByValue;

    private readonly MLContext _ml = new();

    private TransformsCatalog.ConversionTransforms Conversion => _ml.Transforms.Conversion;

    [TestMethod]
    public void MapValueToKey_Text_GetsKeysByOccurrenceAndEmptyTextNone()
    {
        var output = Conversion.MapValueToKey("key", "text").Apply(Texts("b", "a", "", "b", null, "B", " "));
        Assert.AreEqual("Key<UInt32, 0-3> KeyValues=[b, a, B,  ]", output.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "1", "2", "0", "1", "0", "3", "4" }, output.Texts("key"));
    }

    [TestMethod]
    public void MapValueToKey_ByValue_SortsTextByItsCharacters()
    {
        var data = Texts("b", "ä", "a", "B", "aa", "Z");
        var output = Conversion.MapValueToKey("key", "text", keyOrdinality: ByValue).Apply(data);
        Assert.AreEqual("Key<UInt32, 0-5> KeyValues=[B, Z, a, aa, b, ä]", output.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "5", "6", "3", "1", "4", "2" }, output.Texts("key"));
    }

    [TestMethod]
    public void MapValueToKey_Numbers_NaNIsMissingAndZerosAreOne()
    {
        var data = Rows(0.5f, float.NaN, 0, -0f, float.PositiveInfinity, -1);
        var output = Conversion.MapValueToKey("key", "number").Apply(data);
        Assert.AreEqual("Key<UInt32, 0-3> KeyValues=[0.5, 0, Infinity, -1]", output.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "1", "0", "2", "2", "3", "4" }, output.Texts("key"));
        output = Conversion.MapValueToKey("key", "number", keyOrdinality: ByValue).Apply(data);
        Assert.AreEqual("Key<UInt32, 0-3> KeyValues=[-1, 0, 0.5, Infinity]", output.Schema["key"].Describe());
    }

    [TestMethod]
    public void MapValueToKey_OtherTypes_HaveNoMissingValue()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Others(),
                new Others
                {
                    whole = -3,
                    flag = true,
                    day = new DateTime(2020, 2, 3),
                },
            }
        );
        foreach (var (column, values) in new[] { ("whole", "0, -3"), ("flag", "False, True") })
        {
            var output = Conversion.MapValueToKey("key", column).Apply(data);
            Assert.AreEqual($"Key<UInt32, 0-1> KeyValues=[{values}]", output.Schema["key"].Describe());
            CollectionAssert.AreEqual(new[] { "1", "2" }, output.Texts("key"));
        }
        var days = Conversion.MapValueToKey("key", "day").Apply(data);
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[0001-01-01, 2020-02-03]", days.Schema["key"].Describe());
    }

    [TestMethod]
    public void MapValueToKey_AnnotationsAsText_TellNumbersAsText()
    {
        var numbers = Conversion
            .MapValueToKey("key", "number", addKeyValueAnnotationsAsText: true)
            .Apply(Rows(0.1f, 1e10f, 3));
        Assert.AreEqual("Key<UInt32, 0-2> KeyValues=[0.1, 1E+10, 3]", numbers.Schema["key"].Describe());
        Assert.IsTrue(numbers.Schema["key"].HasKeyValues());
        var others = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Others { flag = true, wide = 0.1 },
            }
        );
        foreach (
            var (column, text) in new[]
            {
                ("flag", "1"),
                ("wide", "0.10000000000000001"),
                ("whole", "0"),
                ("day", "0001-01-01T00:00:00.0000000"),
                ("span", "00:00:00"),
            }
        )
        {
            var output = Conversion.MapValueToKey("key", column, addKeyValueAnnotationsAsText: true).Apply(others);
            Assert.AreEqual($"Key<UInt32, 0-0> KeyValues=[{text}]", output.Schema["key"].Describe());
        }
    }

    [TestMethod]
    public void MapValueToKey_MaximumNumberOfKeys_LeavesLaterValuesMissing()
    {
        var data = Texts("a", "b", "a", "c", "b");
        var output = Conversion.MapValueToKey("key", "text", maximumNumberOfKeys: 2).Apply(data);
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[a, b]", output.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "1", "2", "1", "0", "2" }, output.Texts("key"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Conversion.MapValueToKey("key", "text", maximumNumberOfKeys: 0).Fit(data)
        );
    }

    /// <summary>The order counts only among the values that came first.</summary>
    [TestMethod]
    public void MapValueToKey_MaximumByValue_SortsWhatItKept()
    {
        var output = Conversion
            .MapValueToKey("key", "text", maximumNumberOfKeys: 2, keyOrdinality: ByValue)
            .Apply(Texts("c", "b", "a"));
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[b, c]", output.Schema["key"].Describe());
    }

    [TestMethod]
    public void MapValueToKey_KeyData_GivesTheKeysForAllColumns()
    {
        var columns = new[] { new InputOutputColumnPair("key", "text"), new InputOutputColumnPair("other") };
        var data = Texts("a", "x", "b");
        var output = Conversion
            .MapValueToKey(columns, maximumNumberOfKeys: 1, keyData: Words("b", "a", "b"))
            .Apply(data);
        CollectionAssert.AreEqual(new[] { "2", "0", "1" }, output.Texts("key"));
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[b, a]", output.Schema["key"].Describe());
        Assert.AreEqual(output.Schema["key"].Describe(), output.Schema["other"].Describe());
        output = Conversion.MapValueToKey("key", "text", keyOrdinality: ByValue, keyData: Words("b", "a")).Apply(data);
        CollectionAssert.AreEqual(new[] { "1", "0", "2" }, output.Texts("key"));
    }

    [TestMethod]
    public void MapValueToKey_KeyDataThatDoesNotFit_IsOutOfRange()
    {
        var data = Texts("a");
        var numbers = _ml.Transforms.SelectColumns("number").Apply(Rows(1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Conversion.MapValueToKey("key", "text", keyData: data));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Conversion.MapValueToKey("key", "text", keyData: numbers).Fit(data)
        );
        var columns = new[] { new InputOutputColumnPair("key", "text"), new InputOutputColumnPair("number") };
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Conversion.MapValueToKey(columns, keyData: Words("a")).Fit(data)
        );
    }

    [TestMethod]
    public void MapValueToKey_NoValues_WarnsAndMakesAKeyThatNobodyGets()
    {
        var warnings = new List<string>();
        _ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning)
                warnings.Add($"{message.Source}: {message.RawMessage}");
        };
        var output = Conversion.MapValueToKey("key", "text").Apply(Texts("", null));
        Assert.AreEqual("Key<UInt32, 0-0>", output.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "0", "0" }, output.Texts("key"));
        CollectionAssert.AreEqual(
            new[] { "Term; Training: Term map for output column 'key' contains no entries." },
            warnings
        );
    }

    /// <summary>Nothing to sort is an error, but not for text.</summary>
    [TestMethod]
    public void MapValueToKey_NoValuesByValue_FailsForNumbers()
    {
        var data = Rows(float.NaN);
        Assert.ThrowsExactly<ArgumentNullException>(() =>
            Conversion.MapValueToKey("key", "number", keyOrdinality: ByValue).Fit(data)
        );
        var output = Conversion.MapValueToKey("key", "text", keyOrdinality: ByValue).Apply(data);
        Assert.AreEqual("Key<UInt32, 0-0>", output.Schema["key"].Describe());
    }

    [TestMethod]
    public void MapValueToKey_Vectors_KeepTheirDimensionsAndSlotNames()
    {
        var data = _ml.Transforms.Concatenate("slots", "text", "other").Apply(Texts("a", "b"));
        var output = Conversion.MapValueToKey("key", "slots").Apply(data);
        Assert.AreEqual(
            "Vector<Key<UInt32, 0-2>, 2> KeyValues=[a, o, b] SlotNames=[text, other]",
            output.Schema["key"].Describe()
        );
        CollectionAssert.AreEqual(new[] { "[1, 2]", "[3, 2]" }, output.Texts("key"));
        var free = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Vectors { words = ["x", null, "y"] },
                new Vectors { words = [] },
                new Vectors { words = ["y"] },
            }
        );
        var keys = Conversion.MapValueToKey("key", "words").Apply(free);
        Assert.AreEqual("Vector<Key<UInt32, 0-1>> KeyValues=[x, y]", keys.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "[1, 0, 2]", "[]", "[2]" }, keys.Texts("key"));
        Assert.AreEqual(
            "Vector<Key<UInt32, 0-3>, 2, 2> KeyValues=[4, 3, 2, 1]",
            Conversion
                .MapValueToKey("key", "square")
                .Apply(_ml.Data.LoadFromEnumerable(new[] { new Square { square = [4, 3, 2, 1] } }))
                .Schema["key"]
                .Describe()
        );
    }

    /// <summary>Keys are sparse where most items are missing, whatever the values were.</summary>
    [TestMethod]
    public void MapValueToKey_MostlyMissing_IsSparse()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Vectors { words = ["x", "", "", "", "", ""] },
                new Vectors { words = ["", ""] },
            }
        );
        var keys = Conversion.MapValueToKey("key", "words").Apply(data);
        CollectionAssert.AreEqual(new[] { "[6: 0=1]", "[2:]" }, keys.Texts("key"));
    }

    /// <summary>Zero comes where a dense vector would first have it.</summary>
    [TestMethod]
    public void MapValueToKey_SparseVectors_CountTheZeroTheyLeaveOut()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Sparse { x = new VBuffer<float>(4, 2, [7, 9], [0, 2]) },
                new Sparse { x = new VBuffer<float>(4, 1, [5], [3]) },
            }
        );
        var output = Conversion.MapValueToKey("key", "x").Apply(data);
        Assert.AreEqual("Vector<Key<UInt32, 0-3>, 4> KeyValues=[7, 0, 9, 5]", output.Schema["key"].Describe());
        CollectionAssert.AreEqual(new[] { "[1, 2, 3, 2]", "[2, 2, 2, 4]" }, output.Texts("key"));
    }

    [TestMethod]
    public void MapValueToKey_Keys_TakeTheirValuesAlong()
    {
        var data = Conversion.MapValueToKey("key", "text").Apply(Texts("c", "b", "", "a"));
        data = _ml.Data.SkipRows(data, 1);
        var output = Conversion.MapValueToKey("again", "key").Apply(data);
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[b, a]", output.Schema["again"].Describe());
        CollectionAssert.AreEqual(new[] { "1", "0", "2" }, output.Texts("again"));
        var bare = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Bare { key = 2 },
                new Bare { key = 0 },
            }
        );
        output = Conversion.MapValueToKey("again", "key").Apply(bare);
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[3, 1]", output.Schema["again"].Describe());
        output = Conversion.MapValueToKey("again", "key", addKeyValueAnnotationsAsText: true).Apply(bare);
        Assert.AreEqual("Key<UInt32, 0-1> KeyValues=[2, 0]", output.Schema["again"].Describe());
    }

    [TestMethod]
    public void MapValueToKey_OtherDataLater_UnknownValuesAreMissing()
    {
        var model = Conversion.MapValueToKey("key", "text").Fit(Texts("a", "b"));
        CollectionAssert.AreEqual(new[] { "0", "2" }, model.Transform(Texts("c", "b")).Texts("key"));
        var numbers = _ml.Transforms.CopyColumns("text", "number").Apply(Rows(1));
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Transform(numbers));
    }

    [TestMethod]
    public void MapValueToKey_NoInputName_ReplacesTheColumn()
    {
        var output = Conversion.MapValueToKey("text").Apply(Texts("a"));
        Assert.AreEqual("Key<UInt32, 0-0> KeyValues=[a]", output.Schema["text"].Describe());
    }

    [TestMethod]
    public void MapValueToKey_BadNames_AreOutOfRange()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Conversion.MapValueToKey(" ", "text"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Conversion.MapValueToKey(new InputOutputColumnPair[0]));
        Assert.ThrowsExactly<ArgumentNullException>(() => Conversion.MapValueToKey((InputOutputColumnPair[])null));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Conversion.MapValueToKey("key", "none").Fit(Texts("a"))
        );
    }

    [TestMethod]
    public void MapValueToKey_Shape_IsAKeyWithValues()
    {
        Assert.AreEqual(
            "Scalar key UInt32 KeyValues=(Vector String)",
            Conversion.MapValueToKey("key", "text").Promise<Row, ValueToKeyMappingTransformer>(_ml, "key")
        );
        Assert.AreEqual(
            "Scalar key UInt32 KeyValues=(Vector Single)",
            Conversion.MapValueToKey("key", "number").Promise<Row, ValueToKeyMappingTransformer>(_ml, "key")
        );
        Assert.AreEqual(
            "Scalar key UInt32 KeyValues=(Vector String)",
            Conversion
                .MapValueToKey("key", "number", addKeyValueAnnotationsAsText: true)
                .Promise<Row, ValueToKeyMappingTransformer>(_ml, "key")
        );
        Assert.AreEqual(
            "VariableVector key UInt32 KeyValues=(Vector String)",
            Conversion.MapValueToKey("key", "words").Promise<Vectors, ValueToKeyMappingTransformer>(_ml, "key")
        );
        Assert.AreEqual(
            "Scalar key UInt32 KeyValues=(Vector key UInt32)",
            Conversion.MapValueToKey("again", "key").Promise<Bare, ValueToKeyMappingTransformer>(_ml, "again")
        );
    }

    private IDataView Texts(params string[] texts) =>
        _ml.Data.LoadFromEnumerable(texts.Select(text => new Row { text = text, other = "o" }));

    private IDataView Words(params string[] words) => _ml.Transforms.SelectColumns("text").Apply(Texts(words));

    private IDataView Rows(params float[] numbers) =>
        _ml.Data.LoadFromEnumerable(numbers.Select(number => new Row { number = number }));

    public sealed class Row
    {
        public string text { get; set; }

        public string other { get; set; }

        public float number { get; set; }
    }

    public sealed class Others
    {
        public int whole { get; set; }

        public bool flag { get; set; }

        public DateTime day { get; set; }

        public TimeSpan span { get; set; }

        public double wide { get; set; }
    }

    public sealed class Vectors
    {
        public string[] words { get; set; }
    }

    public sealed class Square
    {
        [VectorType(2, 2)]
        public int[] square { get; set; }
    }

    public sealed class Sparse
    {
        [VectorType(4)]
        public VBuffer<float> x { get; set; }
    }

    public sealed class Bare
    {
        [KeyType(5)]
        public uint key { get; set; }
    }
}
