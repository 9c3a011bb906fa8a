using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference.Translation;

namespace Rnn.Onnx.Cli.Tests;

[TestClass]
public sealed class AttentionPageTests
{
    private static readonly TranslatedText Dog = new("a dog & <i>cat</i>", -0.25f)
    {
        SourceTokens = ["ein", "<b>hund", "\"&\"", " "],
        Tokens = ["a", "dog", "\U0001F415"],
        Attention =
        [
            [0.9f, 0.1f, 0, 0],
            [0.0125f, 0.98f, 0.0075f, 0],
            [1, 0, 0, 0],
        ],
    };

    [TestMethod]
    public void Write_Translation_HasACellForEachPairOfWords()
    {
        var page = Page("ein hund", Dog);

        Assert.AreEqual(4, Count(page, "<th scope=\"col\">"));
        Assert.AreEqual(3, Count(page, "<tr><th scope=\"row\">"));
        Assert.AreEqual(12, Count(page, "<td "));
        StringAssert.Contains(page, "<td style=\"--a:0.900\" title=\"a \u2190 ein: 0.900\"></td>");
    }

    [TestMethod]
    public void Write_TextsThatLookLikeMarkup_EscapesThem()
    {
        var page = Page("ein <b>hund</b> & \"katze\"", Dog);

        StringAssert.Contains(page, ">ein &lt;b&gt;hund&lt;/b&gt; &amp; &quot;katze&quot;<");
        StringAssert.Contains(page, ">a dog &amp; &lt;i&gt;cat&lt;/i&gt;<");
        StringAssert.Contains(page, ">&lt;b&gt;hund</th><th scope=\"col\">&quot;&amp;&quot;</th>");
        StringAssert.Contains(page, "title=\"a \u2190 &quot;&amp;&quot;: 0.000\"");
        Assert.AreEqual(0, Count(page, "<b>") + Count(page, "<i>"));
    }

    [TestMethod]
    public void Write_AnyTranslation_NeedsNothingBesideThePage()
    {
        var page = Page("ein hund", Dog);
        foreach (var outside in new[] { "<script", "<link", "<img", "http", "url(", "@import" })
            Assert.AreEqual(0, Count(page, outside), outside);
        StringAssert.Contains(page, "prefers-color-scheme: dark");
    }

    [TestMethod]
    public void Write_SeveralTexts_KeepsTheirOrderAndLeavesOutThoseWithoutWords()
    {
        var page = AttentionPage.Write(
            ["first", "", "second"],
            [
                [Dog, Dog],
                [new("", 0)],
                [Dog],
            ]
        );

        Assert.AreEqual(2, Count(page, "<section>"));
        Assert.IsLessThan(
            page.IndexOf(">second<", StringComparison.Ordinal),
            page.IndexOf(">first<", StringComparison.Ordinal)
        );
    }

    private static string Page(string text, TranslatedText translation) =>
        AttentionPage.Write(
            [text],
            [
                [translation],
            ]
        );

    private static int Count(string page, string part) => page.Split(part).Length - 1;
}
