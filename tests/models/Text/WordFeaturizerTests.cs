using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class WordFeaturizerTests
{
    [TestMethod]
    public void Fit_Words_AreLoweredAndTheirCharactersKept()
    {
        var featurizer = WordFeaturizer.Fit(
            [
                ["The", "cat"],
                ["the", "Éclair"],
            ],
            maximumCharacters: 3
        );

        Assert.AreSequenceEqual(["<pad>", "<unk>", "<bos>", "<eos>", "the", "cat", "éclair"], featurizer.Words.Tokens);
        Assert.AreEqual(4, featurizer.WordId("THE"));
        Assert.AreEqual(6, featurizer.WordId("éCLAIR"));
        Assert.AreEqual(Vocabulary.Unknown, featurizer.WordId("dog"));
        Assert.AreEqual(Vocabulary.Unknown, featurizer.WordId(""));
        Assert.HasCount(3, featurizer.CharacterIds("Éclair"));
        Assert.AreNotEqual(featurizer.CharacterIds("The")[0], featurizer.CharacterIds("the")[0]);
        Assert.AreSequenceEqual([Vocabulary.Unknown, (long)Vocabulary.Unknown], featurizer.CharacterIds("i😀"));
        Assert.IsEmpty(featurizer.CharacterIds(""));
    }

    [TestMethod]
    public void Fit_RareWords_AreUnknown()
    {
        var featurizer = WordFeaturizer.Fit(
            [
                ["a", "b", "a"],
            ],
            new VocabularyOptions { MinimumFrequency = 2 }
        );

        Assert.AreEqual(5, featurizer.Words.Count);
        Assert.AreEqual(Vocabulary.Unknown, featurizer.WordId("b"));
        Assert.AreNotEqual(Vocabulary.Unknown, featurizer.CharacterIds("b")[0]);
    }

    [TestMethod]
    public void Constructor_NoCharacters_IsRefused()
    {
        Expect.InvalidInput(
            "Option max-characters: expected 1 or more, found 0.",
            () =>
                WordFeaturizer.Fit(
                    [
                        ["a"],
                    ],
                    maximumCharacters: 0
                )
        );
    }
}
