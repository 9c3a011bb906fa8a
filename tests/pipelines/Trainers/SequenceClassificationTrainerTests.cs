using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary><c>mlContext.MulticlassClassification.Trainers.Rnn</c> over sequences of numbers and of ids.</summary>
[TestClass]
public sealed class SequenceClassificationTrainerTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Fit_Readings_LearnsThem(bool variable)
    {
        var view = TrainerRows.Readings(ml, variable);
        using var model = ml.MulticlassClassification.Trainers.Rnn(TrainerSettings.Readings).Fit(view);

        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(view));

        Assert.IsGreaterThan(0.9, metrics.MicroAccuracy);
        var card = model.Model.Card!;
        Assert.AreEqual("falling rising", string.Join(' ', card.Labels));
        Assert.AreEqual("series: Float [batch, time, 2]", $"{model.Model.File.Inputs.Single()}");
        Assert.AreEqual(200, card.TrainingData!.Rows);
        Assert.IsInRange(19, 21, card.TrainingData.ValidationRows); // a tenth of each label
        Assert.AreEqual(("validation", "sequences"), (card.Metrics!.Part, card.Metrics.Unit));
        Assert.AreEqual(card.TrainingData.ValidationRows, card.Metrics.Windows);
        Assert.IsGreaterThan(0.7, card.Metrics.Model["accuracy"]);
        Assert.IsLessThan(1e-5, card.Parity!.LargestRelativeDifference);
    }

    [TestMethod]
    public void Fit_Ids_LearnsThemUnderTheTextsOfTheirKeys()
    {
        var view = TrainerRows.Ids(ml);
        using var model = ml.MulticlassClassification.Trainers.Rnn(TrainerSettings.Ids).Fit(view);

        Assert.IsGreaterThan(0.95, ml.MulticlassClassification.Evaluate(model.Transform(view)).MicroAccuracy);
        Assert.AreEqual("0 1 2", string.Join(' ', model.Model.Card!.Labels));
        Assert.AreEqual("ids: Int64 [batch, time]", $"{model.Model.File.Inputs.Single()}");
    }

    [TestMethod]
    public void Fit_NamedArguments_TakeTheFeatureColumn()
    {
        var trainer = ml.MulticlassClassification.Trainers.Rnn(
            featureColumnName: "Readings",
            features: 2,
            hidden: 4,
            numberOfEpochs: 1
        );
        using var model = trainer.Fit(TrainerRows.Readings(ml, variable: true, count: 40));
        Assert.AreEqual(4, model.Model.Card!.Architecture.Hidden);
    }

    [TestMethod]
    public void Fit_RowsThatCanNotBeLearned_AreNamed()
    {
        Refuses(
            "Column 'Readings', row 0: expected steps of 5 values, found 6 values.",
            TrainerSettings.Readings with
            {
                Features = 5,
            },
            TrainerRows.Readings(ml, variable: true)
        );
        Refuses(
            "Column 'Ids', row 2: expected ids from 0 to 6, found 7.",
            TrainerSettings.Ids with
            {
                Model = TrainerSettings.Ids.Model with { Vocabulary = 7 },
            },
            TrainerRows.Ids(ml)
        );
        Refuses(
            "Column 'Values', row 1: expected finite numbers, found NaN.",
            TrainerSettings.Readings with
            {
                FeatureColumn = "Values",
            },
            Keyed(new ValuesRow { Values = [1, 2] }, new ValuesRow { Values = [1, float.NaN], Topic = "b" })
        );
        Refuses(
            "Column 'Topic': expected a vector of Single, or of Int64 for ids, found String.",
            TrainerSettings.Readings with
            {
                FeatureColumn = "Topic",
            },
            TrainerRows.Readings(ml, variable: true)
        );
    }

    [TestMethod]
    public void Fit_OneLabel_SaysThatTwoAreNeeded()
    {
        var view = Keyed([.. Enumerable.Range(0, 20).Select(_ => new ValuesRow { Values = [1, 2] })]);
        Refuses(
            "Data 'Values, Label': expected rows of two labels or more to train on and rows to validate, found 18 rows of 1 and 2 rows.",
            TrainerSettings.Readings with
            {
                FeatureColumn = "Values",
            },
            view
        );
    }

    private void Refuses(string message, RnnClassificationOptions options, IDataView view)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.MulticlassClassification.Trainers.Rnn(options).Fit(view)
        );
        Assert.AreEqual(message, error.Message);
    }

    private IDataView Keyed(params ValuesRow[] rows)
    {
        var view = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey("Label", nameof(ValuesRow.Topic)).Fit(view).Transform(view);
    }

    private sealed class ValuesRow
    {
        public float[] Values { get; set; } = [];

        public string Topic { get; set; } = "a";
    }
}
