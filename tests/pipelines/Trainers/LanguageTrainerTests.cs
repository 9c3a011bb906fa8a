using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary><c>mlContext.Sequences().Trainers.LanguageModel</c>.</summary>
[TestClass]
public sealed class LanguageTrainerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Fit_LinesLearnedByHeart_AreGoneOnFromAndMeasured()
    {
        var options = TrainerSettings.Lines with { StepFile = folder["step.onnx"] };
        using var model = ml.Sequences().Trainers.LanguageModel(options).Fit(TrainerRows.Lines(ml));

        using var engine = ml.Model.CreatePredictionEngine<TrainerRows.LineRow, Written>(model);
        var text = engine.Predict(new TrainerRows.LineRow { Text = "the sea says " }).Text.Single();
        Assert.AreEqual("hello to the sand\nth", text);
        Assert.AreEqual("generation", model.Model.Card!.Task);
        Assert.AreEqual("column Text", model.Model.Card.TrainingData!.FileName);

        var metrics = ml.Sequences().EvaluateLanguageModel(folder["step.onnx"], TrainerRows.Lines(ml, 2));
        Assert.IsLessThan(0.5, metrics.BitsPerCharacter);
    }

    [TestMethod]
    public void Fit_ValidationSet_ChoosesTheEpoch()
    {
        var options = TrainerSettings.Lines with { Training = TrainerSettings.Lines.Training with { Epochs = 1 } };
        var lines = TrainerRows.Lines(ml, 1);
        using var model = ml.Sequences().Trainers.LanguageModel(options).Fit(TrainerRows.Lines(ml, 5), lines);

        var characters = SampleText.Repeated(1).Length;
        var data = model.Model.Card!.TrainingData!;
        Assert.AreEqual((5 * characters, characters), (data.TrainingRows, data.ValidationRows));
    }

    [TestMethod]
    public void Fit_TooFewTokens_SaysSo()
    {
        var trainer = ml.Sequences().Trainers.LanguageModel(numberOfEpochs: 1);
        var one = ml.Data.LoadFromEnumerable([new TrainerRows.LineRow { Text = "a" }]);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => trainer.Fit(one)).Message,
            "expected 2 tokens or more in each part"
        );
        Assert.ThrowsExactly<InvalidInputException>(() => trainer.Fit(TrainerRows.Tagged(ml, 2)));
    }

    private sealed class Written
    {
        [ColumnName("text")]
        public string[] Text { get; set; } = [];
    }
}
