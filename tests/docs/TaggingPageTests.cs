using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The chapter on tagging in docs/text.md: its C#, its commands, its JavaScript.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TaggingPageTests : IDisposable
{
    private const string Page = "docs/text.md";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public TaggingPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Tagging_Examples_AreWhatRunsHere()
    {
        var blocks = Snippets.OfPage(Page, "csharp");
        foreach (var mark in new[] { "classes", "engine", "model", "train" })
            Assert.Contains(Snippets.OfSource("TaggingExample.cs", mark).TrimEnd(), blocks, mark);
    }

    [TestMethod]
    public async Task Tagging_FromAFileToTags_KnowsTheWords()
    {
        WriteWords();
        Assert.IsGreaterThan(0.9, TaggingExample.Train());
        CollectionAssert.AreEqual(new[] { "DET", "NOUN", "VERB", "PUNCT" }, TaggingExample.Predict());
        var tags = TaggingExample.Run();
        CollectionAssert.AreEqual(new[] { "NOUN", "VERB" }, tags[1].ToArray());
        string[] expected = [.. tags[0], .. tags[1], "", ""];
        var code = Snippets.OfPage(Page, "js").Single(block => block.Contains("tagger", StringComparison.Ordinal));
        CollectionAssert.AreEqual(expected, await PageScript.RunAsync<string[]>(folder, code, "tags.data"));
    }

    [TestMethod]
    public async Task Tagging_Commands_EndWell()
    {
        WriteWords();
        var commands = PageCommands.Of(Page, "tagger");
        Assert.HasCount(3, commands);
        foreach (var command in commands)
            await PageCommands.RunAsync(command, " --epochs 1 --hidden 8");
    }

    [TestMethod]
    public async Task Tagging_RefusalOfThePage_IsWhatTheCommandSays()
    {
        await File.WriteAllTextAsync("words.tsv", "The\tDET\ncat\tNOUN\nsleeps VERB\n");
        var run = await RnnCommand.RunAsync("train tag --data words.tsv -o tagger.onnx");
        Assert.Contains(run.Errors.TrimEnd(), Snippets.OfPage(Page, "text"));
    }

    // Sentences of a determiner, a noun, a verb and a full stop, or of a noun and a verb.
    private static void WriteWords()
    {
        string[] nouns = ["cat", "dog", "bird", "child", "Birds", "trees"];
        string[] verbs = ["sleeps", "sings", "runs", "sing", "wait"];
        var random = new Random(3);
        var sentences = Enumerable
            .Range(0, 400)
            .Select(i =>
            {
                var (noun, verb) = (nouns[random.Next(nouns.Length)], verbs[random.Next(verbs.Length)]);
                return i % 2 == 0
                    ? $"The\tDET\n{noun}\tNOUN\n{verb}\tVERB\n.\tPUNCT\n"
                    : $"{noun}\tNOUN\n{verb}\tVERB\n";
            });
        File.WriteAllText("words.tsv", string.Join('\n', sentences));
    }
}
