using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>A generator as a transformer of ML.NET: a column of prompts in, a column of texts out.</summary>
[TestClass]
public sealed class ServedGeneratorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Transform_Prompts_GivesTheTextsOfTextGenerator()
    {
        var text = RandomLanguageModels.Characters;
        var weights = RandomLanguageModels.Create(text);
        var defaults = new GeneratorOptions
        {
            Length = 80,
            Temperature = 0.8f,
            Seed = 6,
        };
        RandomLanguageModels.GeneratorFile(weights, text, defaults).Save(folder["generator.onnx"]);
        using var model = SequenceModel.From(
            RandomLanguageModels.StepFile(weights, text),
            "step",
            new SessionSettings { Device = Device.Cpu }
        );
        string[] prompts = ["ROMEO:", "", "é", "🙂 and a longer one"];
        var options = new GenerationOptions
        {
            Length = 80,
            Temperature = 0.8f,
            Seed = 6,
        };
        var expected = prompts.Select(prompt => Write(model, prompt, options)).ToArray();
        var view = ml.Data.LoadFromEnumerable(prompts.Select(prompt => new Question { Prompt = prompt }));

        using var stock = ml.Transforms.ApplyOnnxModel(folder["generator.onnx"]).Fit(view);
        using var ours = ml.Transforms.ScoreSequences(folder["generator.onnx"]).Fit(view);

        CollectionAssert.AreEqual(expected, Texts(stock.Transform(view)));
        CollectionAssert.AreEqual(expected, Texts(ours.Transform(view)));
        using var engine = ml.Model.CreatePredictionEngine<Question, Answer>(stock);
        Assert.AreEqual(expected[0], engine.Predict(new Question { Prompt = prompts[0] }).Text.Single());
    }

    private static string Write(SequenceModel model, string prompt, GenerationOptions options)
    {
        using var generator = new TextGenerator(model);
        return generator.Generate(prompt, options);
    }

    private string[] Texts(IDataView scored) =>
        [.. ml.Data.CreateEnumerable<Answer>(scored, reuseRowObject: false).Select(row => row.Text.Single())];

    private sealed class Question
    {
        [ColumnName("prompt")]
        public string Prompt { get; set; } = "";
    }

    private sealed class Answer
    {
        [ColumnName("text")]
        public string[] Text { get; set; } = [];
    }
}
