using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class TokenizeIntoWordsTests
{
    private readonly MLContext _ml = new();

    private TransformsCatalog.TextTransforms Text => _ml.Transforms.Text;

    [TestMethod]
    [DataRow("one two  three ", "[one, two, three]")]
    [DataRow("tab\tnewline\n", "[tab\tnewline\n]", DisplayName = "only the space separates")]
    [DataRow("no\u00A0break", "[no\u00A0break]")]
    [DataRow("a,b", "[a,b]")]
    [DataRow("   ", "[]")]
    [DataRow("", "[]")]
    [DataRow(null, "[]")]
    public void TokenizeIntoWords_Default_SplitsAtSpaces(string text, string expected) =>
        Assert.AreEqual(expected, Text.TokenizeIntoWords("words", "text").Apply(Rows(text)).Texts("words").Single());

    [TestMethod]
    [DataRow("a, b;c d,,e ", "[a, b, c d, e]")]
    [DataRow(", ;", "[]", DisplayName = "words are trimmed of spaces")]
    [DataRow("\ta ,\t", "[\ta, \t]", DisplayName = "and of nothing else")]
    public void TokenizeIntoWords_Separators_ReplaceTheSpace(string text, string expected) =>
        Assert.AreEqual(
            expected,
            Text.TokenizeIntoWords("words", "text", separators: [',', ';']).Apply(Rows(text)).Texts("words").Single()
        );

    [TestMethod]
    public void TokenizeIntoWords_NoSeparators_FailsWhenRead()
    {
        var output = Text.TokenizeIntoWords("words", "text", separators: []).Apply(Rows("a"));
        Assert.Throws<Exception>(() => output.Texts("words"));
    }

    [TestMethod]
    public void TokenizeIntoWords_Vectors_BecomeOneVector()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Row { pair = ["a b", "c"] },
                new Row { pair = ["", " d"] },
            }
        );
        var output = Text.TokenizeIntoWords("words", "pair").Apply(data);
        Assert.AreEqual("Vector<String>", output.Schema["words"].Describe());
        CollectionAssert.AreEqual(new[] { "[a, b, c]", "[d]" }, output.Texts("words"));
    }

    [TestMethod]
    public void TokenizeIntoWords_OtherTypes_AreOutOfRange()
    {
        var estimator = Text.TokenizeIntoWords("words", "number");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows("a")));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            new EstimatorChain<ITransformer>().Append(estimator).Fit(Rows("a"))
        );
    }

    [TestMethod]
    public void TokenizeIntoWords_Shape_IsAVariableVector()
    {
        foreach (var column in new[] { "text", "pair" })
            Assert.AreEqual(
                "VariableVector String",
                Text.TokenizeIntoWords("words", column).Promise<Row, WordTokenizingTransformer>(_ml, "words")
            );
    }

    private IDataView Rows(string text) => _ml.Data.LoadFromEnumerable(new[] { new Row { text = text } });

    public sealed class Row
    {
        public string text { get; set; }

        public float number { get; set; }

        [VectorType(2)]
        public string[] pair { get; set; }
    }
}
