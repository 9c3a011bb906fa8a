using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class TokenSpacingTests
{
    [TestMethod]
    [DataRow("a dog runs .", "a dog runs.")]
    [DataRow("yes , no ; well : good ! really ?", "yes, no; well: good! really?")]
    [DataRow("a ( small [ tiny { dog } ] ) runs", "a (small [tiny {dog}]) runs")]
    [DataRow("t - shirt and / or", "t-shirt and/or")]
    [DataRow("¿ que ? ¡ si !", "¿que? ¡si!")]
    [DataRow("„ so “ and « so » and “ so ”", "„so “and «so» and “so”")]
    [DataRow("100 % …", "100%…")]
    [DataRow("\" quoted \" don't", "\" quoted \" don't")]
    [DataRow("wo@@ r@@ ld , hel@@ lo", "world, hello")]
    [DataRow("end@@", "end")]
    [DataRow("pre@@ .", "pre.")]
    [DataRow("--", "--")]
    [DataRow("", "")]
    public void Join_Words_FollowTheRule(string tokens, string expected)
    {
        string[] words = tokens.Length == 0 ? [] : tokens.Split(' ');
        foreach (var kind in new[] { TokenizerKind.Words, TokenizerKind.Whitespace })
        {
            var spacing = new TokenSpacing(kind);
            Assert.AreEqual(expected, spacing.Join(words));
            Assert.AreEqual(
                expected,
                string.Concat(words.Select((word, i) => spacing.Piece(word, i == 0 ? null : words[i - 1])))
            );
        }
    }

    [TestMethod]
    public void Join_Characters_FollowEachOther() =>
        Assert.AreEqual("a .b@@", new TokenSpacing(TokenizerKind.Characters).Join(["a", " ", ".", "b", "@", "@"]));
}
