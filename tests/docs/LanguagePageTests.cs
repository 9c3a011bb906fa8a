using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The chapter on language models in docs/text.md: its C# and its commands.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LanguagePageTests : IDisposable
{
    private const string Page = "docs/text.md";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public LanguagePageTests()
    {
        Directory.SetCurrentDirectory(folder.Path);
        File.WriteAllText("shakespeare.txt", SampleText.Repeated(100));
        File.WriteAllText("sonnet.txt", SampleText.Repeated(2));
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Language_Example_IsWhatRunsHere()
    {
        Assert.Contains(Snippets.OfSource("LanguageExample.cs", "language"), Snippets.OfPage(Page, "csharp"));
        var (trained, other) = LanguageExample.Run();
        Assert.IsTrue(trained is > 0 and < 3.3, $"{trained} nats a character");
        Assert.AreEqual(trained, other, 0.5);
    }

    [TestMethod]
    public async Task Language_Commands_EndWell()
    {
        string[] commands =
        [
            .. PageCommands.Of(Page, "runs/shakespeare"),
            "rnn evaluate shakespeare.onnx --data sonnet.txt",
        ];
        foreach (var command in commands)
            await PageCommands.RunAsync(command, " --epochs 1 --hidden 8 --layers 1");
        Assert.AreEqual("validation", ModelFile.Open("shakespeare.onnx").Card!.Metrics!.Part);
    }
}
