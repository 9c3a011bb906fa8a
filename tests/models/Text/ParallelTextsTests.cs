using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class ParallelTextsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Read_TwoFiles_GivesPairsOfLines()
    {
        var texts = Write("ein hund\r\n\nzwei männer", "a dog\nnothing\ntwo men\n");

        Assert.AreEqual("a.de, a.en", texts.Name);
        CollectionAssert.AreEqual(new[] { "ein hund", "", "zwei männer" }, texts.Source.ToArray());
        CollectionAssert.AreEqual(new[] { "a dog", "nothing", "two men" }, texts.Target.ToArray());
        Assert.AreEqual(FileHash.Of(folder["a.de"], folder["a.en"]), texts.Sha256);
        Assert.AreEqual((3, 0), (texts.Count, texts.Skipped));
    }

    [TestMethod]
    public void Constructor_TextsInMemory_HaveTheHashOfFilesWithTheseLines()
    {
        var read = Write("eins\nzwei\n", "one\ntwo\n");
        var made = new ParallelTexts("numbers", "words", ["eins", "zwei"], ["one", "two"]);
        Assert.AreEqual(read.Sha256, made.Sha256);
    }

    [TestMethod]
    public void WithoutEmpty_EmptySides_AreLeftOutAndCounted()
    {
        var texts = Write("eins\n\n \nvier\nfünf\n", "one\ntwo\nthree\n\t\u00A0\nfive\n");

        var whole = texts.WithoutEmpty();

        CollectionAssert.AreEqual(new[] { "eins", "fünf" }, whole.Source.ToArray());
        CollectionAssert.AreEqual(new[] { "one", "five" }, whole.Target.ToArray());
        Assert.AreEqual((3, texts.Sha256), (whole.Skipped, whole.Sha256));
        Assert.AreEqual(3, whole.WithoutEmpty().Skipped);
    }

    [TestMethod]
    public void Read_WhatIsNoPairs_NamesBothFiles()
    {
        var files = $"Files '{folder["a.de"]}' and '{folder["a.en"]}'";
        Expect.InvalidInput(
            $"{files}: expected as many lines in both, found 2 and 3.",
            () => Write("eins\nzwei\n", "one\ntwo\n\n")
        );
        Expect.InvalidInput($"{files}: expected a pair of texts or more, found none.", () => Write("", ""));
        Expect.InvalidInput(
            $"{files}: expected a pair with a text on both sides, found 2 with an empty one.",
            () => Write("\nzwei\n", "one\n\n").WithoutEmpty()
        );
        Expect.InvalidInput(
            $"File '{folder["b.en"]}': expected a text file, found none.",
            () => ParallelTexts.Read(folder["a.de"], folder["b.en"])
        );
    }

    [TestMethod]
    public void Split_Shares_CutsInOrder()
    {
        var split = ParallelSplit.Of(Numbers(20), validation: 0.15, test: 0.1);

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 15).Select(i => $"s{i}").ToArray(),
            split.Training.Source.ToArray()
        );
        CollectionAssert.AreEqual(new[] { "t15", "t16", "t17" }, split.Validation.Target.ToArray());
        CollectionAssert.AreEqual(new[] { "s18", "s19" }, split.Measured.Source.ToArray());
        Assert.AreSame(split.Test, split.Measured);
    }

    [TestMethod]
    public void Split_FewPairs_KeepsOneForEachPart()
    {
        var split = ParallelSplit.Of(Numbers(2));
        Assert.AreEqual((1, 1), (split.Training.Count, split.Validation.Count));
        Assert.IsNull(split.Test);
        Assert.AreSame(split.Validation, split.Measured);
        Expect.InvalidInput(
            "Files 's' and 't': expected a pair for each part, found 2 in all.",
            () => ParallelSplit.Of(Numbers(2), 0.1, 0.1)
        );
        Expect.InvalidInput(
            "Options validation and test: expected shares from 0, that of the validation above it, that leave something to train on, found 0 and 0.5.",
            () => ParallelSplit.Of(Numbers(9), 0, 0.5)
        );
    }

    [TestMethod]
    public void Split_EmptySides_AreLeftOutOfTheTrainingPartOnly()
    {
        var data = new ParallelTexts("s", "t", ["a", "", "c", ""], ["A", "B", "C", "D"]);
        var split = ParallelSplit.Of(data, 0.25);
        Assert.AreEqual((2, 1), (split.Training.Count, split.Training.Skipped));
        Assert.AreEqual((1, 0), (split.Validation.Count, split.Validation.Skipped));
        var given = new ParallelSplit(data, data);
        Assert.AreEqual((2, 4), (given.Training.Count, given.Measured.Count));
    }

    private static ParallelTexts Numbers(int count) =>
        new(
            "s",
            "t",
            [.. Enumerable.Range(0, count).Select(i => $"s{i}")],
            [.. Enumerable.Range(0, count).Select(i => $"t{i}")]
        );

    private ParallelTexts Write(string source, string target)
    {
        File.WriteAllText(folder["a.de"], source);
        File.WriteAllText(folder["a.en"], target);
        return ParallelTexts.Read(folder["a.de"], folder["a.en"]);
    }
}
