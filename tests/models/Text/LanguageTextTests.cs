using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

/// <summary>Running texts as ids, their line ends among them.</summary>
[TestClass]
public sealed class LanguageTextTests
{
    [TestMethod]
    public void Read_Words_EndsEachLineWithEos()
    {
        var featurizer = LanguageText.Fit("to be\nor not\n\nto be", new TextOptions());
        CollectionAssert.AreEqual(
            new[] { "<pad>", "<unk>", "<bos>", "<eos>", "be", "to", "not", "or" },
            featurizer.Vocabulary.Tokens.ToArray()
        );
        var text = LanguageText.Read("to be\nor see\n\nnot", featurizer);
        CollectionAssert.AreEqual(new long[] { 5, 4, 3, 7, 1, 3, 3, 6 }, text.Ids.ToArray());
        Assert.AreEqual(7, text.Predicted);
        Assert.AreEqual(1, text.Unknown);
        Assert.AreEqual("to be\nor see\n\nnot".Length - "to".Length, text.Characters);
    }

    [TestMethod]
    public void Read_Characters_TakesTheLineFeedAsOneOfThem()
    {
        var featurizer = LanguageText.Fit("aab\n", new TextOptions { Tokenizer = TokenizerKind.Characters });
        CollectionAssert.AreEqual(new[] { "a", "\n", "b" }, featurizer.Vocabulary.Tokens.Skip(4).ToArray());
        var text = LanguageText.Read("b\n😀a", featurizer);
        CollectionAssert.AreEqual(new long[] { 6, 5, 1, 4 }, text.Ids.ToArray());
        Assert.AreEqual(3, text.Characters, "An emoji is one character.");
        Assert.AreEqual(1, text.Unknown);
    }

    [TestMethod]
    [DataRow(TokenizerKind.Words)]
    [DataRow(TokenizerKind.Characters)]
    public void Read_SpecialTokensInTheText_NeverMeanThem(TokenizerKind tokenizer)
    {
        var options = new TextOptions { Tokenizer = tokenizer };
        var text = LanguageText.Read("<eos> <pad>", LanguageText.Fit("a b", options));
        Assert.DoesNotContain(Vocabulary.End, text.Ids.ToArray());
        Assert.DoesNotContain(Vocabulary.Padding, text.Ids.ToArray());
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("\n", 1)]
    [DataRow("a", 1)]
    public void Read_HardlyAnything_PredictsNothing(string text, int tokens)
    {
        var read = LanguageText.Read(text, LanguageText.Fit("a b", new TextOptions()));
        Assert.AreEqual((tokens, 0, 0), (read.Ids.Length, read.Predicted, read.Characters));
    }

    [TestMethod]
    public void Fit_FrequencyAndSize_CutTheVocabulary()
    {
        const string Text = "a a a b b c";
        var known = LanguageText.Fit(Text, new TextOptions(), new VocabularyOptions { MinimumFrequency = 2 });
        CollectionAssert.AreEqual(new[] { "a", "b" }, known.Vocabulary.Tokens.Skip(4).ToArray());
        known = LanguageText.Fit(Text, new TextOptions(), new VocabularyOptions { MaximumSize = 1 });
        CollectionAssert.AreEqual(new[] { "a" }, known.Vocabulary.Tokens.Skip(4).ToArray());
    }

    [TestMethod]
    public void Read_TruncatingFeaturizer_IsRefused() =>
        Expect.InvalidInput(
            "Option max-tokens: expected 0 for a language model, which reads a text to its end, found 5.",
            () => LanguageText.Fit("a", new TextOptions { MaximumTokens = 5 })
        );
}
