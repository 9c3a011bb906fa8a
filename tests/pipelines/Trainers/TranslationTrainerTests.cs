using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary><c>mlContext.Sequences().Trainers.Translator</c>.</summary>
[TestClass]
public sealed class TranslationTrainerTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void Fit_Pairs_TranslatesAndIsEvaluated()
    {
        var view = TrainerRows.Pairs(ml);
        using var model = ml.Sequences().Trainers.Translator(TrainerSettings.Pairs).Fit(view);

        var scored = ml.Data.TakeRows(model.Transform(view), 60);
        var metrics = ml.Sequences()
            .EvaluateTranslation(scored, new TextOptions { LowerCase = true }, referenceColumn: "Target");

        Assert.IsGreaterThan(60, metrics.Bleu.Score);
        var card = model.Model.Card!;
        Assert.AreEqual("translation", card.Task);
        Assert.AreEqual(
            ("Source, Target", 300, 270, 30),
            (
                card.TrainingData!.FileName,
                card.TrainingData.Rows,
                card.TrainingData.TrainingRows,
                card.TrainingData.ValidationRows
            )
        );
    }

    [TestMethod]
    public void Fit_ValidationSet_ChoosesTheEpoch()
    {
        var trainer = ml.Sequences().Trainers.Translator(Quick);
        using var model = trainer.Fit(TrainerRows.Pairs(ml, 40), TrainerRows.Pairs(ml, 8));
        Assert.AreEqual(8, model.Model.Card!.TrainingData!.ValidationRows);
    }

    [TestMethod]
    public void Fit_NoRowsOrNoTexts_SaysSo()
    {
        var trainer = ml.Sequences().Trainers.Translator(Quick);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => trainer.Fit(TrainerRows.Pairs(ml, 0)));
        Assert.AreEqual("Column 'Source': expected rows to learn from, found none.", error.Message);
        error = Assert.ThrowsExactly<InvalidInputException>(() => trainer.Fit(TrainerRows.Pairs(ml, 1)));
        Assert.AreEqual(
            "Columns 'Source' and 'Target': expected a row to learn from and one to choose the epoch by, found 1 in all.",
            error.Message
        );
        error = Assert.ThrowsExactly<InvalidInputException>(() => trainer.Fit(TrainerRows.Tagged(ml, 3)));
        Assert.AreEqual("Expected a column 'Source' with a text, found the columns 'Tokens', 'Tags'.", error.Message);
    }

    [TestMethod]
    public void Translator_NamedArguments_TakeTheSizes()
    {
        var trainer = ml.Sequences().Trainers.Translator(hidden: 6, numberOfEpochs: 1);
        using var model = trainer.Fit(TrainerRows.Pairs(ml, 20));
        Assert.AreEqual(6, model.Model.Card!.Architecture.Hidden);
    }

    private static RnnTranslationOptions Quick { get; } =
        TrainerSettings.Pairs with
        {
            Training = TrainerSettings.Pairs.Training with { Epochs = 1 },
        };
}
