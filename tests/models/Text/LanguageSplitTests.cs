using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

/// <summary>Where a running text is cut, and what is too short to be cut.</summary>
[TestClass]
public sealed class LanguageSplitTests
{
    private static readonly TextOptions Characters = new() { Tokenizer = TokenizerKind.Characters };

    [TestMethod]
    public void Create_Characters_AreCutByShares()
    {
        var split = new LanguageSplit("file", "abcdefghijklmnopqrst", Characters, validation: 0.1, test: 0.2);
        Assert.AreEqual((14, 2, 4), (split.Training.Ids.Length, split.Validation.Ids.Length, split.Test!.Ids.Length));
        Assert.AreSame(split.Test, split.Measured);
        Assert.AreEqual(14 + 4, split.Featurizer.Vocabulary.Count, "The vocabulary is that of the training part.");
        Assert.AreEqual(3, split.Test.Unknown, "The first token is not predicted.");
    }

    [TestMethod]
    public void Create_TinyShakespearesLength_IsCutAsOthersCutIt()
    {
        var split = new LanguageSplit("file", new string('x', 1_115_394), Characters);
        Assert.AreEqual((1_003_854, 111_540), (split.Training.Ids.Length, split.Validation.Ids.Length));
        Assert.IsNull(split.Test);
        Assert.AreSame(split.Validation, split.Measured);
    }

    [TestMethod]
    public void Create_Words_AreNotCut()
    {
        const string Text = "one two three four five six seven eight nine ten eleven";
        for (var share = 0.25; share < 0.75; share += 0.01)
        {
            var split = new LanguageSplit("file", Text, new TextOptions(), validation: share);
            var words = Text.Split(' ');
            var (trained, validated) = (split.Training.Ids.Length, split.Validation.Ids.Length);
            Assert.AreEqual(words.Length, trained + validated);
            CollectionAssert.AreEquivalent(words[..trained], split.Featurizer.Vocabulary.Tokens.Skip(4).ToArray());
        }
    }

    [TestMethod]
    public void Create_OneCharacterOnly_IsAVocabularyOfOne()
    {
        var split = new LanguageSplit("file", new string('a', 100), Characters);
        Assert.AreEqual(5, split.Featurizer.Vocabulary.Count);
        Assert.AreEqual(9, split.Validation.Predicted);
    }

    [TestMethod]
    [DataRow("", 0, 0)]
    [DataRow("a", 0, 1)]
    [DataRow("abc", 2, 1)]
    [DataRow("abcdefghij", 9, 1)]
    public void Create_TooShort_IsRefused(string text, int training, int validation) =>
        Expect.InvalidInput(
            $"File 'file': expected 2 tokens or more in each part, found {training} to train on, {validation} to validate.",
            () => _ = new LanguageSplit("file", text, Characters)
        );

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(0.1, -0.1)]
    [DataRow(0.5, 0.5)]
    [DataRow(1, 0)]
    [DataRow(double.NaN, 0)]
    public void Create_SharesOutOfRange_AreRefused(double validation, double test) =>
        Expect.InvalidInput(
            FormattableString.Invariant(
                $"Options validation and test: expected shares from 0, that of the validation above it, that leave something to train on, found {validation} and {test}."
            ),
            () => _ = new LanguageSplit("file", "some text", Characters, validation: validation, test: test)
        );

    [TestMethod]
    public void Create_NoTokenFrequentEnough_IsRefused() =>
        Expect.InvalidInput(
            "Option min-frequency: expected a token that comes 3 times or more in the training part of 'file', found none.",
            () =>
                _ = new LanguageSplit(
                    "file",
                    "a b c d e f g h i j k l m n o p",
                    new TextOptions(),
                    new VocabularyOptions { MinimumFrequency = 3 },
                    validation: 0.3
                )
        );
}
