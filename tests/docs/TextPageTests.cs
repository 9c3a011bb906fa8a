using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/text.md, from a TSV file to a prediction: its C#, its commands, its JavaScript.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TextPageTests : IDisposable
{
    private const string Page = "docs/text.md";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public TextPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Text_Examples_AreWhatRunsHere()
    {
        var blocks = Snippets.OfPage(Page, "csharp");
        foreach (var (i, mark) in new[] { "classes", "engine", "model", "train" }.Index())
            Assert.AreEqual(Snippets.OfSource("TextExample.cs", mark).TrimEnd(), blocks[i], mark);
    }

    [TestMethod]
    public async Task Text_FromATableToAPrediction_TellsGoodFromBad()
    {
        SampleReviews.Write();
        Assert.IsGreaterThan(0.9, TextExample.Train());
        CollectionAssert.AreEqual(new[] { "positive" }, TextExample.Predict());
        var labels = TextExample.Run();
        CollectionAssert.AreEqual(new[] { "positive", "negative" }, labels[..2]);
        var code = Snippets.OfPage(Page, "js")[0];
        CollectionAssert.AreEqual(labels, await PageScript.RunAsync<string[]>(folder, code, "label.data"));
    }

    [TestMethod]
    public async Task Text_CommandsOfTheFirstChapters_EndWell()
    {
        SampleReviews.Write();
        var commands = PageCommands.Of(Page, "reviews");
        Assert.HasCount(5, commands);
        foreach (var command in commands)
            await PageCommands.RunAsync(command, " --epochs 1 --hidden 8");
    }

    [TestMethod]
    public async Task Text_RefusalOfThePage_IsWhatTheCommandSays()
    {
        SampleReviews.Write();
        var lines = await File.ReadAllLinesAsync("reviews.tsv");
        lines[16] = "Nobody said what this is.\t";
        await File.WriteAllLinesAsync("reviews.tsv", lines);
        var run = await RnnCommand.RunAsync("train classify --data reviews.tsv -o reviews.onnx");
        Assert.AreEqual(Snippets.OfPage(Page, "text")[0], run.Errors.TrimEnd());
    }
}
