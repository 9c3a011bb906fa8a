using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The chapter of docs/text.md on writing text: its C#, its commands, its JavaScript, on a model of random weights.</summary>
[TestClass]
[DoNotParallelize]
public sealed class GenerationPageTests : IDisposable
{
    private const string Page = "docs/text.md";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public GenerationPageTests()
    {
        Directory.SetCurrentDirectory(folder.Path);
        var text = RandomLanguageModels.Characters;
        var weights = RandomLanguageModels.Create(text);
        var step = RandomLanguageModels.StepFile(weights, text);
        step.Save("shakespeare.onnx");
        RandomLanguageModels
            .GeneratorFile(weights, text)
            .WithCard(step.Card! with { Task = ModelCard.GenerationTask })
            .Save("shakespeare.generator.onnx");
        RandomLanguageModels
            .GeneratorFile(weights, text, new GeneratorOptions { RequiredInputs = true })
            .Save("required.onnx");
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public async Task Generation_Example_IsWhatRunsHere()
    {
        var block = Snippets
            .OfPage(Page, "csharp")
            .Single(block => block.Contains("TextGenerator", StringComparison.Ordinal));
        Assert.AreEqual(Snippets.OfSource("GenerationExample.cs", "generate"), block);
        Assert.IsNotEmpty(await GenerationExample.RunAsync());
    }

    [TestMethod]
    public async Task Generation_CommandsAndJavaScript_WriteTheSame()
    {
        var commands = PageCommands.Of(Page, "rnn generate ");
        Assert.HasCount(2, commands);
        var texts = new List<string>();
        foreach (var command in commands)
            texts.Add((await PageCommands.RunAsync(command)).Output);
        Assert.AreEqual(texts[0], texts[1]);
        Assert.AreEqual(texts[0], $"ROMEO:{await RunJavaScriptAsync()}{Environment.NewLine}");
    }

    private Task<string> RunJavaScriptAsync()
    {
        var code = Snippets
            .OfPage(Page, "js")
            .Single(block => block.Contains("prompt", StringComparison.Ordinal))
            .Replace("shakespeare.generator.onnx", "required.onnx", StringComparison.Ordinal);
        return PageScript.RunAsync<string>(folder, code, "text.data[0]");
    }
}
