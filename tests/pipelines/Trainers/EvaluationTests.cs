using Microsoft.ML;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary>Evaluation of regressors by ML.NET, and of language models by ours.</summary>
[TestClass]
public sealed class EvaluationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Evaluate_RegressorOfTheZoo_GivesItsErrors()
    {
        var random = new Random(4);
        var rows = Enumerable
            .Range(0, 25)
            .Select(i => new RegressionRow
            {
                Series = RandomForecasters.Uniform(random, 2 * (4 + i % 3)),
                Label = i % 4,
            })
            .ToArray();
        var view = ml.Data.LoadFromEnumerable(rows);
        var path = Path.Combine(Repository.Root, "onnx-models", "zoo", "marked-step-regressor.onnx");
        using var model = ml.Transforms.ScoreSequences(path).Fit(view);

        var scored = model.Transform(view);
        var metrics = ml.Regression.Evaluate(scored);

        var answers = ml.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false).ToArray();
        Assert.AreEqual(
            answers.Zip(rows, (answer, row) => Math.Abs(answer.Values.Single() - row.Label)).Average(),
            metrics.MeanAbsoluteError,
            1e-6
        );
    }

    [TestMethod]
    public void EvaluateLanguageModel_RowsOfAView_AreMeasuredAsOneText()
    {
        var text = SampleText.Repeated(10);
        var options = new LanguageTrainingOptions
        {
            Model = new LanguageTrainingOptions().Model with
            {
                Recurrent = new RecurrentOptions { Hidden = 8 },
                Embedding = 4,
            },
            Training = new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 4,
                Threads = 1,
            },
        };
        File.WriteAllText(folder["text.txt"], text);
        LanguageTraining.Run(options.Split(folder["text.txt"], text), options).File.Save(folder["language.onnx"]);
        var view = ml.Data.LoadFromEnumerable(text.TrimEnd('\n').Split('\n').Select(line => new { Text = line }));

        var found = ml.Sequences().EvaluateLanguageModel(folder["language.onnx"], view);

        using var model = SequenceModel.Load(folder["language.onnx"], new SessionSettings { Device = Device.Cpu });
        Assert.AreEqual(LanguageEvaluation.Measure(model, text), found);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.Sequences().EvaluateLanguageModel(model, view, "Lines")
        );
        Assert.AreEqual("Expected a column 'Lines' of texts, found 'Text' (String).", error.Message);
    }

    private sealed class RegressionRow
    {
        [Microsoft.ML.Data.ColumnName("series")]
        public float[] Series { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Prediction
    {
        [Microsoft.ML.Data.ColumnName("prediction")]
        public float[] Values { get; set; } = [];
    }
}
