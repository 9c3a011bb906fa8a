using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class NormalizeTextTests
{
    private static readonly string[] s_characters = Enumerable
        .Range(1, char.MaxValue)
        .Select(code => ((char)code).ToString())
        .ToArray();

    private readonly MLContext _ml = new();

    private TransformsCatalog.TextTransforms Text => _ml.Transforms.Text;

    [TestMethod]
    [DataRow("Hello, World! 42", "hello, world! 42")]
    [DataRow("ÀÉÎÕÜ ñÿç Łódź", "aeiou nyc łodz", DisplayName = "strokes are no diacritics")]
    [DataRow("Straße ŒÆØ", "straße œæø")]
    [DataRow("e\u0301a\u0308", "ea", DisplayName = "marks of their own")]
    [DataRow("İI", "ii", DisplayName = "one character for one")]
    [DataRow("ΆΣΪ Йё", "ασι ие", DisplayName = "Greek and Cyrillic")]
    [DataRow("Tiếng Việt", "tiếng việt", DisplayName = "Vietnamese letters stay")]
    [DataRow("𝐀𐐀😀", "𝐀𐐀😀", DisplayName = "surrogate pairs stay, even where they have a lower case")]
    [DataRow(" \t\n", " \t\n")]
    [DataRow("", "")]
    [DataRow(null, "")]
    public void NormalizeText_Default_LowersAndDropsDiacritics(string text, string expected) =>
        Assert.AreEqual(expected, Normalize(Text.NormalizeText("out", "text"), text));

    [TestMethod]
    [DataRow(TextNormalizingEstimator.CaseMode.Upper, "Straße ǆ ﬁ", "STRAßE Ǆ ﬁ")]
    [DataRow(TextNormalizingEstimator.CaseMode.None, "Ab", "Ab")]
    public void NormalizeText_CaseMode_IsCharacterByCharacter(
        TextNormalizingEstimator.CaseMode mode,
        string text,
        string expected
    ) => Assert.AreEqual(expected, Normalize(Text.NormalizeText("out", "text", mode), text));

    [TestMethod]
    public void NormalizeText_KeepDiacritics_KeepsLettersAndMarks() =>
        Assert.AreEqual("éü e\u0301", Normalize(Text.NormalizeText("out", "text", keepDiacritics: true), "ÉÜ E\u0301"));

    [TestMethod]
    public void NormalizeText_NoPunctuation_DropsPunctuationButNotSymbols() =>
        Assert.AreEqual(
            "its well a$b+c ok",
            Normalize(Text.NormalizeText("out", "text", keepPunctuations: false), "It's \"well\", (a$b+c) «OK»—!?…_")
        );

    [TestMethod]
    public void NormalizeText_NoNumbers_DropsAllKindsOfNumbers() =>
        Assert.AreEqual("a, b", Normalize(Text.NormalizeText("out", "text", keepNumbers: false), "a1,٣ ½²Ⅷ①b"));

    /// <summary>How many of all characters change, how many are dropped, and a checksum over what they become.</summary>
    [TestMethod]
    public void NormalizeText_DiacriticsOfEveryCharacter_AreTheSame()
    {
        var results = NormalizeAll(Text.NormalizeText("out", "text", TextNormalizingEstimator.CaseMode.None));
        var changed = results.Where((result, i) => result != s_characters[i]).Count();
        var dropped = results.Count(result => result.Length == 0);
        var checksum = results.SelectMany(result => result).Aggregate(17u, (sum, c) => sum * 31 + c);
        Assert.AreEqual((514, 188, 3096823785u), (changed, dropped, checksum));
    }

    [TestMethod]
    public void NormalizeText_ClassesAndCaseOfEveryCharacter_AreThoseOfDotNet()
    {
        CollectionAssert.AreEqual(
            s_characters.Select(text => char.IsPunctuation(text[0]) ? "" : text).ToArray(),
            NormalizeAll(Text.NormalizeText("out", "text", TextNormalizingEstimator.CaseMode.None, true, false, true))
        );
        CollectionAssert.AreEqual(
            s_characters.Select(text => char.IsNumber(text[0]) ? "" : text).ToArray(),
            NormalizeAll(Text.NormalizeText("out", "text", TextNormalizingEstimator.CaseMode.None, true, true, false))
        );
        CollectionAssert.AreEqual(
            s_characters.Select(text => char.ToLowerInvariant(text[0]).ToString()).ToArray(),
            NormalizeAll(Text.NormalizeText("out", "text", TextNormalizingEstimator.CaseMode.Lower, true))
        );
        CollectionAssert.AreEqual(
            s_characters.Select(text => char.ToUpperInvariant(text[0]).ToString()).ToArray(),
            NormalizeAll(Text.NormalizeText("out", "text", TextNormalizingEstimator.CaseMode.Upper, true))
        );
    }

    [TestMethod]
    public void NormalizeText_Vectors_LoseTheItemsOfWhichNothingIsLeft()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Row { words = ["A", "!", "", "b?"], pair = ["X", "."] },
                new Row { words = [], pair = ["Y", "Z"] },
            }
        );
        var output = Text.NormalizeText("out", "words", keepPunctuations: false).Apply(data);
        Assert.AreEqual("Vector<String>", output.Schema["out"].Describe());
        CollectionAssert.AreEqual(new[] { "[a, b]", "[]" }, output.Texts("out"));
        output = Text.NormalizeText("out", "pair", keepPunctuations: false).Apply(data);
        Assert.AreEqual("Vector<String>", output.Schema["out"].Describe(), "no longer of known size");
        CollectionAssert.AreEqual(new[] { "[x]", "[y, z]" }, output.Texts("out"));
    }

    [TestMethod]
    public void NormalizeText_NoInputName_ReplacesTheColumn() =>
        CollectionAssert.AreEqual(new[] { "ab" }, Text.NormalizeText("text").Apply(Rows("Ab")).Texts("text"));

    [TestMethod]
    public void NormalizeText_OtherTypes_AreOutOfRange()
    {
        var estimator = Text.NormalizeText("out", "number");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows("a")));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            new EstimatorChain<ITransformer>().Append(estimator).Fit(Rows("a"))
        );
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Text.NormalizeText(null));
    }

    [TestMethod]
    public void NormalizeText_Shape_IsTextOrAVariableVector()
    {
        Assert.AreEqual("Scalar String", Promise("text"));
        Assert.AreEqual("VariableVector String", Promise("words"));
        Assert.AreEqual("VariableVector String", Promise("pair"));
    }

    private string[] NormalizeAll(TextNormalizingEstimator estimator) =>
        estimator
            .Apply(_ml.Data.LoadFromEnumerable(s_characters.Select(text => new Row { text = text })))
            .GetColumn<string>("out")
            .ToArray();

    private string Promise(string column) =>
        Text.NormalizeText("out", column).Promise<Row, TextNormalizingTransformer>(_ml, "out");

    private string Normalize(TextNormalizingEstimator estimator, string text) =>
        estimator.Apply(Rows(text)).Texts("out").Single();

    private IDataView Rows(string text) => _ml.Data.LoadFromEnumerable(new[] { new Row { text = text } });

    public sealed class Row
    {
        public string text { get; set; }

        public float number { get; set; }

        public string[] words { get; set; }

        [VectorType(2)]
        public string[] pair { get; set; }
    }
}
