namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class ConvertTypeTests
{
    private static readonly DateTime s_day = new(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly MLContext _ml = new();

    private TransformsCatalog.ConversionTransforms Conversion => _ml.Transforms.Conversion;

    [TestMethod]
    public void ConvertType_Default_MakesSingles()
    {
        var output = Conversion.ConvertType("out", "whole").Apply(Rows(new Row { whole = 16777217 }));
        Assert.AreEqual("Single", output.Schema["out"].Describe());
        Assert.AreEqual("16777216", output.Texts("out").Single());
    }

    [TestMethod]
    [DataRow("whole", DataKind.Int16, "7936", DisplayName = "signed numbers wrap around")]
    [DataRow("whole", DataKind.Int64, "-100000000")]
    [DataRow("whole", DataKind.Boolean, "True")]
    [DataRow("whole", DataKind.String, "-100000000")]
    [DataRow("unsigned", DataKind.Byte, "0", DisplayName = "unsigned ones become 0")]
    [DataRow("unsigned", DataKind.UInt64, "300")]
    [DataRow("unsigned", DataKind.Double, "300")]
    [DataRow("number", DataKind.Double, "0.10000000149011612")]
    [DataRow("number", DataKind.Boolean, "True")]
    [DataRow("number", DataKind.String, "0.1")]
    [DataRow("wide", DataKind.Single, "0.33333334")]
    [DataRow("wide", DataKind.String, "0.33333333333333331")]
    [DataRow("flag", DataKind.Int32, "1")]
    [DataRow("flag", DataKind.Single, "1")]
    [DataRow("flag", DataKind.String, "True")]
    [DataRow("day", DataKind.Int64, "637162995060000000")]
    [DataRow("day", DataKind.String, "2020-02-03T04:05:06.0000000Z")]
    [DataRow("span", DataKind.String, "1.02:00:00")]
    public void ConvertType_Values_AreConverted(string column, DataKind kind, string expected)
    {
        var row = new Row
        {
            whole = -100000000,
            unsigned = 300,
            number = 0.1f,
            wide = 1.0 / 3,
            flag = true,
            day = s_day,
            span = TimeSpan.FromHours(26),
        };
        Assert.AreEqual(expected, Conversion.ConvertType("out", column, kind).Apply(Rows(row)).Texts("out").Single());
    }

    [TestMethod]
    [DataRow("-12", DataKind.Int32, "-12")]
    [DataRow("", DataKind.Int32, "0")]
    [DataRow("+12", DataKind.UInt32, "0")]
    [DataRow("x", DataKind.UInt16, "0")]
    [DataRow("70000", DataKind.UInt16, "0")]
    [DataRow("2.5", DataKind.Single, "2.5")]
    [DataRow("", DataKind.Single, "0")]
    [DataRow("1\0", DataKind.UInt32, "0")]
    [DataRow("x", DataKind.Single, "NaN")]
    [DataRow(" \t", DataKind.Single, "0")]
    [DataRow("12 ", DataKind.Double, "12")]
    [DataRow(" 5", DataKind.Double, "5")]
    [DataRow(" 12", DataKind.Double, "NaN", DisplayName = "only a single digit may stand behind a blank")]
    [DataRow(" 5 ", DataKind.Double, "NaN")]
    [DataRow("1,000", DataKind.Single, "NaN")]
    [DataRow("1e400", DataKind.Double, "Infinity")]
    [DataRow("-Infinity", DataKind.Single, "-Infinity")]
    [DataRow("INFINITY", DataKind.Single, "NaN")]
    [DataRow("\u221E", DataKind.Single, "Infinity")]
    [DataRow("?", DataKind.Double, "NaN")]
    [DataRow("yes", DataKind.Boolean, "True")]
    [DataRow("maybe", DataKind.Boolean, "False")]
    [DataRow("2020-02-03", DataKind.DateTime, "2020-02-03")]
    [DataRow("some day", DataKind.DateTime, "0001-01-01")]
    public void ConvertType_Text_IsRead(string text, DataKind kind, string expected) =>
        Assert.AreEqual(
            expected,
            Conversion.ConvertType("out", "text", kind).Apply(Rows(new Row { text = text })).Texts("out").Single()
        );

    [TestMethod]
    [DataRow("x")]
    [DataRow("+12")]
    [DataRow("1.5")]
    [DataRow("3000000000")]
    public void ConvertType_TextThatIsNoSignedNumber_Fails(string text)
    {
        var output = Conversion.ConvertType("out", "text", DataKind.Int32).Apply(Rows(new Row { text = text }));
        Assert.Throws<Exception>(() => output.Texts("out"));
    }

    [TestMethod]
    [DataRow("number", DataKind.Int32)]
    [DataRow("whole", DataKind.UInt32)]
    [DataRow("unsigned", DataKind.Int64)]
    [DataRow("flag", DataKind.Byte)]
    [DataRow("day", DataKind.DateTimeOffset)]
    public void ConvertType_SignedToUnsignedOrRealToWhole_IsOutOfRange(string column, DataKind kind)
    {
        var estimator = Conversion.ConvertType("out", column, kind);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows(new Row())));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            new EstimatorChain<ITransformer>().Append(estimator).Fit(Rows(new Row()))
        );
    }

    [TestMethod]
    public void ConvertType_Keys_StayKeysOfAsManyCategories()
    {
        var keys = Conversion.MapValueToKey("key", "text").Apply(Rows(new Row { text = "a" }, new Row { text = "b" }));
        var output = Conversion.ConvertType("out", "key", DataKind.Byte).Apply(keys);
        Assert.AreEqual("Key<Byte, 0-1> KeyValues=[a, b]", output.Schema["out"].Describe());
        CollectionAssert.AreEqual(new[] { "1", "2" }, output.Texts("out"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Conversion.ConvertType("out", "key").Fit(keys));
    }

    [TestMethod]
    public void ConvertType_Vectors_KeepSlotNamesAndSparsity()
    {
        var row = new Row { number = 1, sparse = new VBuffer<float>(4, 1, [2.5f], [1]) };
        var data = _ml.Transforms.Concatenate("pair", "number", "other").Apply(Rows(row));
        var output = Conversion
            .ConvertType([new InputOutputColumnPair("pair"), new InputOutputColumnPair("sparse")], DataKind.Double)
            .Apply(data);
        Assert.AreEqual("Vector<Double, 2> SlotNames=[number, other]", output.Schema["pair"].Describe());
        Assert.AreEqual("[1, 0]", output.Texts("pair").Single());
        Assert.AreEqual("[4: 1=2.5]", output.Texts("sparse").Single());
        output = Conversion.ConvertType("sparse", outputKind: DataKind.String).Apply(data);
        Assert.AreEqual("[4: 1=2.5]", output.Texts("sparse").Single(), "what is left out becomes no text");
    }

    [TestMethod]
    public void ConvertType_Normalized_StaysSoAndBooleansAre()
    {
        var data = _ml.Transforms.NormalizeMinMax("number").Apply(Rows(new Row { number = 1 }));
        Assert.AreEqual(
            "Double IsNormalized=True",
            Conversion.ConvertType("out", "number", DataKind.Double).Apply(data).Schema["out"].Describe()
        );
        Assert.AreEqual(
            "Single IsNormalized=True",
            Conversion.ConvertType("out", "flag").Apply(data).Schema["out"].Describe()
        );
    }

    [TestMethod]
    public void ConvertType_Shape_HasTheNewType()
    {
        Assert.AreEqual(
            "Scalar Double",
            Conversion.ConvertType("out", "number", DataKind.Double).Promise<Row, TypeConvertingTransformer>(_ml, "out")
        );
        Assert.AreEqual(
            "Vector Double",
            Conversion.ConvertType("out", "sparse", DataKind.Double).Promise<Row, TypeConvertingTransformer>(_ml, "out")
        );
    }

    private IDataView Rows(params Row[] rows) => _ml.Data.LoadFromEnumerable(rows);

    public sealed class Row
    {
        public int whole { get; set; }

        public ushort unsigned { get; set; }

        public float number { get; set; }

        public float other { get; set; }

        public double wide { get; set; }

        public bool flag { get; set; }

        public string text { get; set; }

        public DateTime day { get; set; }

        public TimeSpan span { get; set; }

        [VectorType(4)]
        public VBuffer<float> sparse { get; set; }
    }
}
