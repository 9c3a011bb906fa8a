using Rnn.Onnx.Cli.Data;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The commands of docs/labs.md and docs/data.md, and what the latter shows.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LabsPageTests : IDisposable
{
    // A page measures to the end; here it is enough that a lesson runs.
    private static readonly Dictionary<string, string> Quick = new(StringComparer.Ordinal)
    {
        ["gradients"] = " --steps 20",
        ["cells"] = " --training 10",
        ["compare"] = " --lengths 3 --steps 5",
        ["temperature"] = " --epochs 1 --length 20",
        ["attention"] = " --epochs 1",
    };

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public LabsPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public async Task Labs_Commands_EachLeaveTheirPage()
    {
        var commands = PageCommands.Of("docs/labs.md");
        Assert.HasCount(Quick.Count, commands);
        foreach (var command in commands)
        {
            var lesson = command.Split(' ')[2];
            await PageCommands.RunAsync(command + Quick[lesson]);
            Assert.IsTrue(File.Exists($"lab-{lesson}.html"), lesson);
        }
    }

    [TestMethod]
    public async Task Data_Commands_SayWhatThePageShows()
    {
        var births = Path.Combine(Repository.Root, PagesTests.Births);
        if (!File.Exists(births))
            Assert.Inconclusive("The births are not installed: npm was not there when Setup ran.");
        Directory.CreateDirectory("cache");
        File.Copy(births, "cache/births.csv");
        // Nothing is fetched: the cache has it.
        Environment.SetEnvironmentVariable(SampleStore.CacheVariable, folder["cache"]);

        var commands = PageCommands.Of("docs/data.md");
        Assert.HasCount(3, commands);
        RnnCommand? run = null;
        foreach (var command in commands)
            run = await PageCommands.RunAsync(command);
        Assert.AreEqual(Trimmed(Snippets.OfPage("docs/data.md", "text").Single()), Trimmed(run!.Output));
    }

    private static string Trimmed(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.TrimEnd()));
}
