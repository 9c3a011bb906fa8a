namespace Microsoft.ML.Contract.Tests.Evaluators;

[TestClass]
public sealed class MulticlassEvaluateTests
{
    private static readonly MulticlassRow[] s_rows =
    [
        new(0, 0.75f, 0.125f, 0.125f),
        new(0, 0.125f, 0.5f, 0.375f),
        new(1, 0.125f, 0.75f, 0.125f),
        new(2, 0.375f, 0.25f, 0.375f),
    ];

    private readonly MLContext _ml = new();

    [TestMethod]
    [DataRow("Label")]
    [DataRow("Key")]
    [DataRow("SmallKey")]
    public void Evaluate_Rows_GivesEveryMetric(string label)
    {
        var metrics = Evaluate(s_rows, label, topK: 3);
        Assert.AreEqual(0.5, metrics.MicroAccuracy);
        Assert.AreEqual(0.5, metrics.MacroAccuracy);
        Assert.AreEqual(3, metrics.TopKPredictionCount);
        CollectionAssert.AreEqual(new[] { 0.5, 0.75, 1 }, metrics.TopKAccuracyForAllK.ToArray());
        Assert.AreEqual(1, metrics.TopKAccuracy);

        var losses = new[] { -Math.Log(0.75), -Math.Log(0.125), -Math.Log(0.75), -Math.Log(0.375) };
        Assert.AreEqual(losses.Average(), metrics.LogLoss, 1e-15);
        Assert.AreEqual(1 - losses.Average() / (1.5 * Math.Log(2)), metrics.LogLossReduction, 1e-15);
        CollectionAssert.AreEqual(
            new[] { (losses[0] + losses[1]) / 2, losses[2], losses[3] },
            metrics.PerClassLogLoss.ToArray()
        );
        CollectionAssert.AreEqual(new double[] { 1, 1, 0 }, metrics.ConfusionMatrix.Counts[0].ToArray());
        CollectionAssert.AreEqual(new double[] { 0, 1, 0 }, metrics.ConfusionMatrix.Counts[1].ToArray());
        CollectionAssert.AreEqual(new double[] { 1, 0, 0 }, metrics.ConfusionMatrix.Counts[2].ToArray());
    }

    [TestMethod]
    public void Evaluate_EqualScores_GoToTheFirstClass()
    {
        var metrics = Evaluate([new(0, 0.5f, 0.5f, 0), new(1, 0.5f, 0.5f, 0)], topK: 2);
        Assert.AreEqual(0.5, metrics.MicroAccuracy);
        Assert.AreEqual(1, metrics.TopKAccuracy);
        Assert.AreEqual(1, metrics.ConfusionMatrix.Counts[1][0]);
    }

    [TestMethod]
    public void Evaluate_NoTopK_GivesNone()
    {
        var metrics = Evaluate(s_rows);
        Assert.AreEqual(0, metrics.TopKPredictionCount);
        Assert.AreEqual(0, metrics.TopKAccuracy);
        Assert.IsNull(metrics.TopKAccuracyForAllK);
    }

    [TestMethod]
    public void Evaluate_TopKBeyondTheClasses_FailsFromTwoOn()
    {
        Assert.AreEqual(1, Evaluate(s_rows, topK: 4).TopKAccuracy);
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => Evaluate(s_rows, topK: 5));
        Refusals.AssertOutOfRange("Must be non-negative", "topKPredictionCount", () => Evaluate(s_rows, topK: -1));
    }

    [TestMethod]
    public void Evaluate_LabelThatIsNoWholeNumberFromZeroOn_SkipsTheRow() =>
        Assert.AreEqual(
            0.5,
            Evaluate([.. s_rows, new(float.NaN, 0, 0, 1), new(-1, 0, 0, 1), new(0.5f, 0, 0, 1)]).MicroAccuracy
        );

    [TestMethod]
    public void Evaluate_MissingKey_SkipsTheRow() =>
        Assert.AreEqual(0.5, Evaluate([.. s_rows, new(3, 0, 0, 1)], label: "Key").MicroAccuracy);

    [TestMethod]
    public void Evaluate_ScoreThatIsNotFinite_SkipsTheRow() =>
        Assert.AreEqual(
            0.5,
            Evaluate([.. s_rows, new(2, 0, float.NaN, 1), new(2, 0, 0, float.PositiveInfinity)]).MicroAccuracy
        );

    [TestMethod]
    public void Evaluate_LabelBeyondTheScores_IsWrongAndInNoClass()
    {
        var metrics = Evaluate([new(0, 0.75f, 0.125f, 0.125f), new(3, 0.75f, 0.125f, 0.125f)]);
        Assert.AreEqual(0.5, metrics.MicroAccuracy);
        Assert.AreEqual(1, metrics.MacroAccuracy);
        Assert.AreEqual((-Math.Log(0.75) - Math.Log(1e-15f)) / 2, metrics.LogLoss, 1e-14);
        Assert.AreEqual(1, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
    }

    [TestMethod]
    public void Evaluate_LabelBeyondTheScoresAndTheseNegative_Fails() =>
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => Evaluate([new(3, -1, -2, -3)]));

    [TestMethod]
    public void Evaluate_ScoresThatAreNoProbabilities_AreCutToThem()
    {
        var metrics = Evaluate([new(0, 3, 1, 2), new(1, 2, -1, 0), new(2, 1, 0, 0)]);
        Assert.AreEqual(0, metrics.PerClassLogLoss[0]);
        Assert.AreEqual(-Math.Log(1e-15f), metrics.PerClassLogLoss[1]);
        Assert.AreEqual(-Math.Log(1e-15f), metrics.PerClassLogLoss[2]);
        Assert.AreEqual(1d / 3, metrics.MicroAccuracy);
    }

    [TestMethod]
    public void Evaluate_NoRows_GivesZerosButNoReduction()
    {
        var metrics = Evaluate([], topK: 1);
        Assert.AreEqual(0, metrics.MicroAccuracy);
        Assert.AreEqual(0, metrics.MacroAccuracy);
        Assert.AreEqual(0, metrics.LogLoss);
        Assert.AreEqual(double.NaN, metrics.LogLossReduction);
        Assert.AreEqual(double.NaN, metrics.TopKAccuracy);
        CollectionAssert.AreEqual(new double[3], metrics.PerClassLogLoss.ToArray());
    }

    [TestMethod]
    public void Evaluate_ColumnThatIsNotThere_IsRefused()
    {
        var (evaluator, data) = (_ml.MulticlassClassification, _ml.Data.LoadFromEnumerable(s_rows));
        Refusals.AssertOutOfRange("x column 'Label' not found", "schema", () => evaluator.Evaluate(data, "x"));
        Refusals.AssertOutOfRange("x column 'Score' not found", "schema", () => evaluator.Evaluate(data, "Label", "x"));
        Refusals.AssertOutOfRange(
            "x column 'PredictedLabel' not found",
            "schema",
            () => evaluator.Evaluate(data, predictedLabelColumnName: "x")
        );
        Assert.ThrowsExactly<ArgumentNullException>(() => evaluator.Evaluate(null));
    }

    [TestMethod]
    public void Evaluate_ColumnsOfOtherTypes_AreRefused()
    {
        var (evaluator, data) = (_ml.MulticlassClassification, _ml.Data.LoadFromEnumerable(s_rows));
        Refusals.AssertOutOfRange(
            "Schema mismatch for label column 'PredictedLabel': expected Single or Key, got UInt32",
            "schema",
            () => evaluator.Evaluate(data, "PredictedLabel")
        );
        Refusals.AssertOutOfRange(
            "Schema mismatch for score column 'Open': expected vector of two or more items of type Single, got Vector<Single>",
            "schema",
            () => evaluator.Evaluate(data, "Label", "Open")
        );
        Refusals.AssertOutOfRange(
            "Schema mismatch for score column 'Label': expected vector of two or more items of type Single, got Single",
            "schema",
            () => evaluator.Evaluate(data, "Label", "Label")
        );
    }

    private MulticlassClassificationMetrics Evaluate(MulticlassRow[] rows, string label = "Label", int topK = 0) =>
        _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows), label, topKPredictionCount: topK);
}

/// <param name="label">For keys the place from 0 on, so that 3 is missing.</param>
internal sealed class MulticlassRow(float label, params float[] scores)
{
    public float Label { get; set; } = label;

    [KeyType(3)]
    public uint Key { get; set; } = label >= 0 ? (uint)label : 3;

    [KeyType(3)]
    public byte SmallKey { get; set; } = label >= 0 ? (byte)label : (byte)3;

    [VectorType(3)]
    public float[] Score { get; set; } = scores;

    public float[] Open { get; set; } = scores;

    public uint PredictedLabel { get; set; }
}
