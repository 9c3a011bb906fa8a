using System.Text;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class TextFeaturizerTests
{
    [TestMethod]
    [DataRow("Don't stop.", "Don't|stop|.")]
    [DataRow("'tis rock'n'roll, dogs' a''b", "'|tis|rock'n'roll|,|dogs|'|a|'|'|b")]
    [DataRow("O\u2019Neill \u2019 x\u2019", "O\u2019Neill|\u2019|x|\u2019")]
    [DataRow("snake_case 3.14 na\u00EFve e\u0301", "snake_case|3|.|14|na\u00EFve|e\u0301")]
    [DataRow("\u2764\uFE0F! \U0001F469\u200D\U0001F4BB", "\u2764\uFE0F|!|\U0001F469|\U0001F4BB")]
    [DataRow("a\u0001b\u00ADc\u200Bd\u3000e", "a|b|c|d|e")]
    [DataRow(" \t\n\u00A0", "")]
    [DataRow("<pad>", "<|pad|>")]
    public void Tokens_Words_AreRunsOfLettersAndSingleSymbols(string text, string tokens) =>
        AreEqual(tokens, text, new TextOptions());

    [TestMethod]
    [DataRow(" a-b\tc\u3000d\u0085 e\u200Bf ", "a-b|c|d|e\u200Bf")]
    [DataRow("", "")]
    public void Tokens_Whitespace_AreWhatStandsBetween(string text, string tokens) =>
        AreEqual(tokens, text, new TextOptions { Tokenizer = TokenizerKind.Whitespace });

    [TestMethod]
    public void Tokens_Characters_AreAllOfThem() =>
        AreEqual("A|\U0001F600| |\n", "A\U0001F600 \n", new TextOptions { Tokenizer = TokenizerKind.Characters });

    [TestMethod]
    public void Tokens_OptionsTogether_LowerComposeAndTruncate() =>
        AreEqual(
            "\u00E9t\u00E9|\u03C3",
            "\u00C9TE\u0301 \u03A3 x",
            new TextOptions
            {
                LowerCase = true,
                Compose = true,
                MaximumTokens = 2,
            }
        );

    [TestMethod]
    public void Tokens_WhatNoRuntimeIsGiven_EndsAtNulAndReplacesLoneSurrogates()
    {
        foreach (var compose in new[] { false, true })
        {
            AreEqual("a|\uFFFD|b", "a \uD83D b", new TextOptions { Compose = compose });
            AreEqual("a", "a\0b", new TextOptions { Compose = compose });
            AreEqual("", "\0b", new TextOptions { Compose = compose });
        }
    }

    [TestMethod]
    public void Ids_NoTokensUnknownOnesAndLettersOfSpecialOnes_AreUnknown()
    {
        var featurizer = TextFeaturizer.Fit(
            ["to be or not to be <pad>"],
            new TextOptions { Tokenizer = TokenizerKind.Whitespace },
            new VocabularyOptions { MinimumFrequency = 2 }
        );
        CollectionAssert.AreEqual(
            new[] { "<pad>", "<unk>", "<bos>", "<eos>", "be", "to" },
            featurizer.Vocabulary.Tokens.ToArray()
        );
        CollectionAssert.AreEqual(new long[] { 5, 4, 1, 1 }, featurizer.Ids("to be <pad> or"));
        CollectionAssert.AreEqual(new long[] { 1 }, featurizer.Ids("  "));
    }

    [TestMethod]
    public void Lower_EveryCharacter_KeepsWhatItIsToATokenizer()
    {
        // Lower case may be taken before or after a text is cut.
        foreach (var rune in LowerCase.Cased)
        {
            var lower = LowerCase.Of(rune);
            Assert.AreEqual(CharacterClasses.IsWord(rune), CharacterClasses.IsWord(lower), $"{rune.Value:X}");
            Assert.AreEqual(CharacterClasses.IsSymbol(rune), CharacterClasses.IsSymbol(lower), $"{rune.Value:X}");
            Assert.AreEqual(lower, LowerCase.Of(lower), $"{rune.Value:X}");
        }
    }

    [TestMethod]
    public void Lower_EveryCharacter_IsThatOfTheMachineWhereItKnowsOne()
    {
        // A machine's library may be older than the table, or newer: then it tells of other letters.
        foreach (var rune in CharacterClasses.All())
        {
            var machines = Rune.ToLowerInvariant(rune);
            if (machines != rune && LowerCase.Of(rune) != rune)
                Assert.AreEqual(machines, LowerCase.Of(rune), $"{rune.Value:X}");
        }
        Assert.HasCount(1459, LowerCase.Cased);
    }

    private static void AreEqual(string expected, string text, TextOptions options) =>
        Assert.AreEqual(expected, string.Join('|', TextFeaturizer.Tokens(text, options)));
}
