using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

[TestClass]
public sealed class GenerateCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Generate_LanguageModel_PrintsThePromptAndWhatFollows()
    {
        var path = SaveStep();
        var options = new GenerationOptions
        {
            Length = 60,
            Temperature = 0.8f,
            TopK = 40,
            TopP = 0.95f,
            Seed = -1,
            RepetitionPenalty = 1.2f,
        };
        var expected = Write(path, "ROMEO:", options);

        var run = await RnnCommand.RunAsync(
            $"generate {path} --prompt ROMEO: --length 60 --temperature 0.8 --top-k 40 --top-p 0.95 --seed -1 --repetition-penalty 1.2"
        );

        Assert.AreEqual("", run.Errors);
        Assert.AreEqual($"ROMEO:{expected}{Environment.NewLine}", run.Output);
        Assert.AreEqual(App.Success, run.ExitCode);
    }

    [TestMethod]
    public async Task Generate_StopStrings_EndTheText()
    {
        var path = SaveStep();
        var whole = Write(path, "", new GenerationOptions { Length = 200 });
        var stop = whole.Substring(40, 2);

        var run = await RnnCommand.RunAsync("generate", path, "--length", "200", "--stop", "never", "--stop", stop);

        Assert.AreEqual(whole[..whole.IndexOf(stop, StringComparison.Ordinal)] + Environment.NewLine, run.Output);
    }

    [TestMethod]
    public async Task Generate_GeneratorFile_PrintsWhatTheLanguageModelDoes()
    {
        var path = SaveStep();
        var generator = SaveGenerator();
        const string Options = "--prompt ROMEO: --length 50 --temperature 0";

        var streamed = await RnnCommand.RunAsync($"generate {path} {Options}");
        var whole = await RnnCommand.RunAsync($"generate {generator} {Options}");

        Assert.AreEqual(App.Success, whole.ExitCode, whole.Errors);
        Assert.AreEqual(streamed.Output, whole.Output);
    }

    [TestMethod]
    public async Task Generate_GeneratorFileAskedForMore_SaysWhatItHasNot()
    {
        var generator = SaveGenerator();
        foreach (var option in new[] { "--stop x", "--repetition-penalty 2" })
            (await RnnCommand.RunAsync($"generate {generator} {option}")).IsRefusedWith(
                $"Options repetition-penalty and stop: expected a language model with states, as a generator's graph has neither, found '{generator}'."
            );
    }

    [TestMethod]
    [DataRow("--temperature -1", "Option temperature: expected a finite number of 0 or more, found -1.")]
    [DataRow("--temperature NaN", "Option temperature: expected a finite number of 0 or more, found NaN.")]
    [DataRow("--length -5", "Option length: expected 0 or more, found -5.")]
    [DataRow("--top-p NaN", "Option top-p: expected a number, found NaN.")]
    public async Task Generate_ValueOutOfRange_NamesTheOption(string option, string sentence)
    {
        foreach (var path in new[] { SaveStep(), SaveGenerator() })
        {
            var run = await RnnCommand.RunAsync($"generate {path} {option}");
            run.IsRefusedWith(sentence);
            Assert.AreEqual("", run.Output);
        }
    }

    [TestMethod]
    public async Task Generate_ForecasterFile_NamesBothTasks()
    {
        var path = Path.Combine(Repository.Root, "onnx-models/zoo/births-lstm.onnx");
        (await RnnCommand.RunAsync($"generate {path}")).IsRefusedWith(
            $"Model '{path}': expected a card with a task to generate, language-model or generation, found the task forecast."
        );
    }

    [TestMethod]
    public async Task Generate_LanguageModelWithoutTexts_SaysWhatTheCardLacks()
    {
        var path = Path.Combine(Repository.Root, "onnx-models/zoo/hello-language-model.onnx");
        (await RnnCommand.RunAsync($"generate {path}")).IsRefusedWith(
            $"Model '{path}': expected a language model whose card says how texts become tokens, found none."
        );
    }

    private static string Write(string path, string prompt, GenerationOptions options)
    {
        using var generator = TextGenerator.Load(path, new SessionSettings { Device = Device.Cpu });
        return generator.Generate(prompt, options);
    }

    private string SaveStep()
    {
        var text = RandomLanguageModels.Characters;
        RandomLanguageModels.StepFile(RandomLanguageModels.Create(text), text).Save(folder["step.onnx"]);
        return folder["step.onnx"];
    }

    private string SaveGenerator()
    {
        var text = RandomLanguageModels.Characters;
        var weights = RandomLanguageModels.Create(text);
        var card = RandomLanguageModels.StepFile(weights, text).Card! with { Task = ModelCard.GenerationTask };
        RandomLanguageModels.GeneratorFile(weights, text).WithCard(card).Save(folder["generator.onnx"]);
        return folder["generator.onnx"];
    }
}
