using System.Text.Json;
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
        await RunJavaScriptAsync(labels);
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

    // Reviews of a place, as many good as bad ones; a word or two tell.
    private async Task RunJavaScriptAsync(string[] expected)
    {
        var modules = Path.Combine(Repository.Root, "node_modules", "onnxruntime-node");
        if (!Directory.Exists(modules))
            return;
        var snippet = Snippets
            .OfPage(Page, "js")
            .First()
            .Replace("\"onnxruntime-node\"", JsonSerializer.Serialize(modules), StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            folder["use.js"],
            $"(async () => {{\n{snippet}\nconsole.log(JSON.stringify(label.data)); }})();"
        );
        var answer = await ForeignProcess.RunAsync("node", [folder["use.js"]]);
        CollectionAssert.AreEqual(expected, JsonSerializer.Deserialize<string[]>(answer.TrimEnd().Split('\n')[^1]));
    }
}
