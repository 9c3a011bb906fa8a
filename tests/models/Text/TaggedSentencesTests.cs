using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class TaggedSentencesTests
{
    [TestMethod]
    public void Read_WordsAndTags_GivesSentences()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.tsv", "The\tDET\ncat\tNOUN\n\n\n1 1/2\tNUM\r\n\r\nLast\tADJ");

        var read = TaggedSentences.Read(path);

        Assert.HasCount(3, read.Sentences);
        Assert.AreSequenceEqual(["The", "cat"], read.Sentences[0].Words);
        Assert.AreSequenceEqual(["DET", "NOUN"], read.Sentences[0].Tags);
        Assert.AreSequenceEqual(["1 1/2"], read.Sentences[1].Words);
        Assert.AreEqual(4, read.WordCount);
        Assert.AreSequenceEqual(["ADJ", "DET", "NOUN", "NUM"], read.Tags);
    }

    [TestMethod]
    [DataRow("a\tX\nword\n", 2, "no tab in 'word'")]
    [DataRow("a\tX\n\nb\tY\tZ\n", 3, "3 columns")]
    [DataRow("\tX\n", 1, "no word before the tag 'X'")]
    [DataRow("a\t \n", 1, "no tag behind 'a'")]
    [DataRow("# text = a\na\tX\n", 1, "no tab in '# text = a'")]
    public void Read_LineThatIsNoWordWithATag_IsRefused(string text, int line, string found)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.tsv", text);

        Expect.InvalidInput(
            $"File '{path}', line {line}: expected a word, a tab and a tag, found {found}.",
            () => TaggedSentences.Read(path)
        );
    }

    [TestMethod]
    public void Read_FileWithoutSentences_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var empty = folder.Write("a.tsv", "\n\n");

        Expect.InvalidInput($"File '{empty}': expected sentences, found none.", () => TaggedSentences.Read(empty));
        Expect.InvalidInput(
            $"File '{empty}x': expected a text file, found none.",
            () => TaggedSentences.Read(empty + "x")
        );
    }

    [TestMethod]
    public void Read_InvalidUtf8_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.tsv"];
        File.WriteAllBytes(path, [.. "a\tX\nb"u8, 0xFF, .. "\tX\n"u8]);

        Expect.InvalidInput(
            $"File '{path}', line 2, byte 2: expected text in UTF-8, found byte 0xFF.",
            () => TaggedSentences.Read(path)
        );
    }

    [TestMethod]
    public void Constructor_TagsThatAreNotAligned_AreRefused()
    {
        Expect.InvalidInput(
            "File 'memory', sentence 1: expected words and a tag for each, found 2 words and 1 tags.",
            () => _ = new TaggedSentences("memory", [new(["a"], ["X"]), new(["a", "b"], ["X"])])
        );
        Expect.InvalidInput(
            "File 'memory', sentence 0: expected words and tags, found an empty one.",
            () => _ = new TaggedSentences("memory", [new([""], ["X"])])
        );
    }

    [TestMethod]
    public void Split_BySeed_SetsTheSameSentencesApart()
    {
        var all = new TaggedSentences(
            "memory",
            [.. Enumerable.Range(0, 40).Select(i => new TaggedSentence([$"w{i}"], ["X"]))]
        );

        var (others, apart) = all.Split(0.1, seed: 3);

        Assert.HasCount(4, apart.Sentences);
        Assert.HasCount(36, others.Sentences);
        Assert.HasCount(40, others.Sentences.Concat(apart.Sentences).Distinct());
        Assert.AreSequenceEqual(apart.Sentences, all.Split(0.1, seed: 3).Apart.Sentences);
        Assert.AreNotEqual(apart.Sentences[0], all.Split(0.1, seed: 4).Apart.Sentences[0]);
        Expect.InvalidInput("Option share: expected a value over 0 and below 1, found 1.", () => all.Split(1, 1));
    }
}
