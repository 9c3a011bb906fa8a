using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class TokenizeIntoCharactersTests
{
    private readonly MLContext _ml = new();

    private TransformsCatalog.TextTransforms Text => _ml.Transforms.Text;

    [TestMethod]
    [DataRow("ab", "[2, 97, 98, 3]")]
    [DataRow("", "[]", DisplayName = "no markers around nothing")]
    [DataRow(null, "[]")]
    [DataRow("\0", "[2, 0, 3]", DisplayName = "the null character is missing")]
    [DataRow("😀", "[2, 55357, 56832, 3]", DisplayName = "surrogates one by one")]
    public void TokenizeIntoCharacters_Text_BecomesItsUnitsBetweenMarkers(string text, string expected) =>
        Assert.AreEqual(expected, Tokens(Text.TokenizeIntoCharactersAsKeys("keys", "text"), text));

    [TestMethod]
    public void TokenizeIntoCharacters_NoMarkers_GivesTheUnitsAlone() =>
        Assert.AreEqual(
            "[97, 233]",
            Tokens(Text.TokenizeIntoCharactersAsKeys("keys", "text", useMarkerCharacters: false), "aé")
        );

    /// <summary>One text, with a separator before each item but the first and the empty ones.</summary>
    [TestMethod]
    [DataRow(true, "[2, 97, 98, 31, 99, 3]", "[2, 31, 100, 3]", "[2, 3]")]
    [DataRow(false, "[97, 98, 31, 99]", "[31, 100]", "[]")]
    public void TokenizeIntoCharacters_Vectors_AreOneText(bool markers, string first, string second, string third)
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Row { words = ["ab", "", "c"] },
                new Row { words = ["", "d"] },
                new Row { words = [] },
            }
        );
        var output = Text.TokenizeIntoCharactersAsKeys("keys", "words", markers).Apply(data);
        CollectionAssert.AreEqual(new[] { first, second, third }, output.Texts("keys"));
    }

    [TestMethod]
    public void TokenizeIntoCharacters_Schema_IsAKeyOfAllUnitsWithTheirNames()
    {
        var column = Text.TokenizeIntoCharactersAsKeys("keys", "text").Apply(Rows("a")).Schema["keys"];
        Assert.AreEqual("Vector<Key<UInt16, 0-65534>>", column.Type.ToString());
        Assert.IsTrue(column.HasKeyValues());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetKeyValues(ref names);
        string Name(char unit) => names.GetItemOrDefault(unit - 1).ToString();
        Assert.AreEqual("a", Name('a'));
        Assert.AreEqual("<\u2401>", Name('\u0001'));
        Assert.AreEqual("<\u2420>", Name(' '));
        Assert.AreEqual("<\u2421>", Name('\u007F'));
        Assert.AreEqual("<PAD>", Name('\u0080'));
        Assert.AreEqual("<SGCI>", Name('\u0099'));
        Assert.AreEqual("<APC>", Name('\u009F'));
        Assert.AreEqual("\u00A0", Name('\u00A0'));
        Assert.AreEqual("<LSEP>", Name('\u2028'));
        Assert.AreEqual("<PSEP>", Name('\u2029'));
        Assert.AreEqual(@"\u4X", Name('\uD83D'), "the same for all surrogates");
        Assert.AreEqual(@"\u4X", Name('\uDFFF'));
        Assert.AreEqual("\uFFFF", Name('\uFFFF'));
        var checksum = names.DenseValues().SelectMany(name => name.ToArray()).Aggregate(17u, (sum, c) => sum * 31 + c);
        Assert.AreEqual(2094289940u, checksum);
    }

    [TestMethod]
    public void TokenizeIntoCharacters_KeyValues_AreMappedBack()
    {
        var output = Text.TokenizeIntoCharactersAsKeys("keys", "text", useMarkerCharacters: false)
            .Append(_ml.Transforms.Conversion.MapKeyToValue("back", "keys"))
            .Apply(Rows("a b"));
        CollectionAssert.AreEqual(new[] { "[a, <\u2420>, b]" }, output.Texts("back"));
    }

    [TestMethod]
    public void TokenizeIntoCharacters_OtherTypes_AreOutOfRange()
    {
        var estimator = Text.TokenizeIntoCharactersAsKeys("keys", "number");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows("a")));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            new EstimatorChain<ITransformer>().Append(estimator).Fit(Rows("a"))
        );
    }

    [TestMethod]
    public void TokenizeIntoCharacters_Shape_IsAVariableVectorOfKeys() =>
        Assert.AreEqual(
            "VariableVector key UInt16 KeyValues=(Vector String)",
            Text.TokenizeIntoCharactersAsKeys("keys", "text")
                .Promise<Row, TokenizingByCharactersTransformer>(_ml, "keys")
        );

    private static string Tokens(TokenizingByCharactersEstimator estimator, string text) =>
        estimator
            .Apply(new MLContext().Data.LoadFromEnumerable(new[] { new Row { text = text } }))
            .Texts("keys")
            .Single();

    private IDataView Rows(string text) => _ml.Data.LoadFromEnumerable(new[] { new Row { text = text } });

    public sealed class Row
    {
        public string text { get; set; }

        public float number { get; set; }

        public string[] words { get; set; }
    }
}
