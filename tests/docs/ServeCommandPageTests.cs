using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/serve.md: its commands, each question asked of the server that was started before it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ServeCommandPageTests : IDisposable
{
    private const string Address = "http://127.0.0.1:5080/";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public ServeCommandPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public async Task Serve_QuestionsOfThePage_AreAnswered()
    {
        if (!File.Exists("/usr/bin/curl"))
            Assert.Inconclusive("There is no curl here.");
        await SmallModels.BirthsAsync(folder);
        await SmallModels.ReviewsAsync(folder);
        await SmallModels.ShakespeareAsync(folder);
        var commands = Snippets
            .OfPage("docs/serve.md", "bash")
            .SelectMany(block => block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Where(line => line.Length > 0)
            .ToArray();
        var asked = 0;
        for (var i = 0; i < commands.Length; i++)
        {
            Assert.StartsWith("rnn serve ", commands[i]);
            var questions = commands
                .Skip(i + 1)
                .TakeWhile(line => line.StartsWith("curl ", StringComparison.Ordinal))
                .ToArray();
            var run = await RunningCommand.ServeAsync(
                commands[i]["rnn ".Length..].Split(' '),
                client => AskAsync(client, questions)
            );
            Assert.AreEqual(0, run.ExitCode, run.Errors);
            i += questions.Length;
            asked += questions.Length;
        }
        Assert.AreEqual(6, asked);
    }

    private static async Task AskAsync(HttpClient client, string[] questions)
    {
        foreach (var question in questions)
        {
            StringAssert.Contains(question, Address);
            var command = question.Replace(Address, client.BaseAddress!.ToString(), StringComparison.Ordinal);
            var answer = await ForeignProcess.RunAsync("/bin/sh", ["-c", $"{command} --noproxy '*'"]);
            foreach (var line in answer.TrimEnd('\n').Split('\n'))
                Assert.IsNull(JsonNode.Parse(line)!["detail"], $"{question}: {line}");
        }
    }
}
