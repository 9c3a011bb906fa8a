namespace Microsoft.ML.Contract.Tests.Evaluators;

[TestClass]
public sealed class BinaryEvaluateTests
{
    private static readonly BinaryRow[] s_rows =
    [
        new(positive: true, score: 2, probability: 0.875f),
        new(positive: true, score: 0.5f, probability: 0.5f),
        new(positive: false, score: 0.5f, probability: 0.5f),
        new(positive: false, score: -1, probability: 0.25f),
        new(positive: true, score: -1, probability: 0.25f),
        new(positive: false, score: -2, probability: 0.125f),
        new(positive: false, score: -3, probability: 0),
    ];

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Evaluate_Rows_GivesEveryMetric()
    {
        var metrics = Evaluate(s_rows);
        Assert.AreEqual(5d / 7, metrics.Accuracy);
        Assert.AreEqual(2d / 3, metrics.PositivePrecision);
        Assert.AreEqual(2d / 3, metrics.PositiveRecall);
        Assert.AreEqual(0.75, metrics.NegativePrecision);
        Assert.AreEqual(0.75, metrics.NegativeRecall);
        Assert.AreEqual(2d / 3, metrics.F1Score, 1e-15);
        Assert.AreEqual(10d / 12, metrics.AreaUnderRocCurve);
        // Trapezoids at recall 1/3, 2/3 and 1.
        Assert.AreEqual((1 + 1) / 6d + (1 + 1) / 6d + (0.5 + 0.6) / 6d, metrics.AreaUnderPrecisionRecallCurve, 1e-15);
        Assert.AreEqual((2 * -Math.Log2(0.875) + 1 + 1 - Math.Log2(0.75) + 2) / 7, metrics.LogLoss, 1e-15);
        Assert.AreEqual(-3d / 7 * Math.Log2(3d / 7) - 4d / 7 * Math.Log2(4d / 7), metrics.Entropy, 1e-15);
        Assert.AreEqual(1 - metrics.LogLoss / metrics.Entropy, metrics.LogLossReduction, 1e-15);
    }

    [TestMethod]
    public void EvaluateNonCalibrated_Rows_NeedNoProbabilities()
    {
        var data = _ml.Transforms.DropColumns("Probability").Fit(Load(s_rows)).Transform(Load(s_rows));
        var metrics = _ml.BinaryClassification.EvaluateNonCalibrated(data);
        Assert.AreEqual(5d / 7, metrics.Accuracy);
        Assert.AreEqual(10d / 12, metrics.AreaUnderRocCurve);
        Assert.AreEqual(typeof(BinaryClassificationMetrics), metrics.GetType());
        Refusals.AssertOutOfRange(
            "Probability column 'Probability' not found",
            "schema",
            () => _ml.BinaryClassification.Evaluate(data)
        );
    }

    [TestMethod]
    [DataRow("Label")]
    [DataRow("Wide")]
    [DataRow("Flag")]
    [DataRow("Key")]
    public void Evaluate_LabelsOfEveryType_AreTheSame(string label)
    {
        var metrics = _ml.BinaryClassification.Evaluate(Load(s_rows), label);
        Assert.AreEqual(10d / 12, metrics.AreaUnderRocCurve);
        Assert.AreEqual(5d / 7, metrics.Accuracy);
    }

    [TestMethod]
    public void Evaluate_ScoreAboveZero_IsPositiveWhateverWasPredicted()
    {
        var metrics = Evaluate([
            new(positive: true, score: 0, probability: 0.9f) { PredictedLabel = true },
            new(positive: false, score: 0.1f, probability: 0.1f) { PredictedLabel = false },
        ]);
        Assert.AreEqual(0, metrics.Accuracy);
    }

    [TestMethod]
    public void Evaluate_Ties_AreHalfInOneAreaAndInRowOrderInTheOther()
    {
        BinaryRow positive = new(positive: true, score: 1, probability: 0.5f);
        BinaryRow negative = new(positive: false, score: 1, probability: 0.5f);
        var (first, second) = (Evaluate([positive, negative]), Evaluate([negative, positive]));
        Assert.AreEqual(0.5, first.AreaUnderRocCurve);
        Assert.AreEqual(0.5, second.AreaUnderRocCurve);
        Assert.AreEqual(1, first.AreaUnderPrecisionRecallCurve);
        Assert.AreEqual(0.25, second.AreaUnderPrecisionRecallCurve);
    }

    [TestMethod]
    public void Evaluate_MissingLabelOrScoreThatIsNotFinite_SkipsTheRow()
    {
        var metrics = Evaluate([
            .. s_rows,
            new(positive: true, score: float.NaN, probability: 0.5f),
            new(positive: true, score: float.PositiveInfinity, probability: 0.5f),
            new(positive: true, score: -1, probability: 0.5f) { Label = float.NaN },
        ]);
        Assert.AreEqual(10d / 12, metrics.AreaUnderRocCurve);
        Assert.AreEqual(5d / 7, metrics.Accuracy);

        var data = Load([.. s_rows, new(positive: true, score: -1, probability: 0.5f) { Key = 2 }]);
        Assert.AreEqual(5d / 7, _ml.BinaryClassification.Evaluate(data, "Key").Accuracy);
    }

    [TestMethod]
    public void Evaluate_MissingProbability_LeavesNoLogLossButTheOtherMetrics()
    {
        var metrics = Evaluate([.. s_rows, new(positive: true, score: 3, probability: float.NaN)]);
        Assert.AreEqual(double.NaN, metrics.LogLoss);
        Assert.AreEqual(double.NaN, metrics.LogLossReduction);
        Assert.AreEqual(0.75, metrics.Accuracy);
        Assert.AreEqual(1, metrics.Entropy);
    }

    [TestMethod]
    public void Evaluate_ProbabilityZeroForAPositive_MakesTheLogLossInfinite()
    {
        var metrics = Evaluate([.. s_rows, new(positive: true, score: 3, probability: 0)]);
        Assert.AreEqual(double.PositiveInfinity, metrics.LogLoss);
        Assert.AreEqual(double.NegativeInfinity, metrics.LogLossReduction);
    }

    [TestMethod]
    public void Evaluate_NothingPredictedPositive_GivesZeros()
    {
        var metrics = Evaluate([
            new(positive: true, score: -1, probability: 0.25f),
            new(positive: false, score: -2, probability: 0.25f),
        ]);
        Assert.AreEqual(0, metrics.PositivePrecision);
        Assert.AreEqual(0, metrics.F1Score);
        Assert.AreEqual(0.5, metrics.NegativePrecision);
        Assert.AreEqual(1, metrics.AreaUnderRocCurve);
    }

    [TestMethod]
    public void Evaluate_OneClassOnly_IsRefused()
    {
        Refusals.AssertOutOfRange(
            "AUC is not defined when there is no negative class in the data",
            "NegSample",
            () => Evaluate([s_rows[0]])
        );
        Refusals.AssertOutOfRange(
            "AUC is not defined when there is no positive class in the data",
            "PosSample",
            () => Evaluate([])
        );
    }

    [TestMethod]
    public void Evaluate_MoreThan100000Rows_SamplesThePrecisionRecallCurve()
    {
        var data = Load([
            .. Enumerable
                .Range(0, 130_000)
                .Select(i => new BinaryRow(
                    positive: i % 3 == 0,
                    score: i * 7919L % 10007 - 5000 + (i % 3 == 0 ? 500 : 0),
                    probability: 0.5f
                )),
        ]);
        var (first, second) = (_ml.BinaryClassification.Evaluate(data), _ml.BinaryClassification.Evaluate(data));
        Assert.AreEqual(0.5487624157386674, first.AreaUnderRocCurve);
        Assert.AreEqual(first.AreaUnderRocCurve, second.AreaUnderRocCurve);
        Assert.AreEqual(0.411, first.AreaUnderPrecisionRecallCurve, 0.01);
        Assert.AreNotEqual(first.AreaUnderPrecisionRecallCurve, second.AreaUnderPrecisionRecallCurve);
    }

    [TestMethod]
    public void Evaluate_ColumnThatIsNotThere_IsRefused()
    {
        var (evaluator, data) = (_ml.BinaryClassification, Load(s_rows));
        Refusals.AssertOutOfRange("x column 'Label' not found", "schema", () => evaluator.Evaluate(data, "x"));
        Refusals.AssertOutOfRange("x column 'Score' not found", "schema", () => evaluator.Evaluate(data, "Label", "x"));
        Refusals.AssertOutOfRange(
            "x column 'PredictedLabel' not found",
            "schema",
            () => evaluator.Evaluate(data, predictedLabelColumnName: "x")
        );
        Refusals.AssertOutOfRange(
            "probabilityColumnName cannot be null or empty",
            "probabilityColumnName",
            () => evaluator.Evaluate(data, probabilityColumnName: null)
        );
        Refusals.AssertOutOfRange(
            "score cannot be null or empty",
            "score",
            () => evaluator.EvaluateNonCalibrated(data, "Label", null)
        );
        Assert.ThrowsExactly<ArgumentNullException>(() => evaluator.Evaluate(null));
    }

    [TestMethod]
    public void Evaluate_ColumnsOfOtherTypes_AreRefused()
    {
        var (evaluator, data) = (_ml.BinaryClassification, Load(s_rows));
        Refusals.AssertOutOfRange(
            "Schema mismatch for label column 'Three': expected Single, Double, Boolean, or a Key with cardinality 2, "
                + "got Key<UInt32, 0-2>",
            "schema",
            () => evaluator.Evaluate(data, "Three")
        );
        Refusals.AssertOutOfRange(
            "Schema mismatch for score column 'Wide': expected Single, got Double",
            "schema",
            () => evaluator.Evaluate(data, "Label", "Wide")
        );
        Refusals.AssertOutOfRange(
            "Schema mismatch for probability column 'Wide': expected Single, got Double",
            "schema",
            () => evaluator.Evaluate(data, probabilityColumnName: "Wide")
        );
    }

    private CalibratedBinaryClassificationMetrics Evaluate(BinaryRow[] rows) =>
        _ml.BinaryClassification.Evaluate(Load(rows));

    private IDataView Load(BinaryRow[] rows) => _ml.Data.LoadFromEnumerable(rows);
}

internal sealed class BinaryRow(bool positive, float score, float probability)
{
    public float Label { get; set; } = positive ? 1 : 0;

    public double Wide { get; set; } = positive ? 1 : 0;

    public bool Flag { get; set; } = positive;

    [KeyType(2)]
    public uint Key { get; set; } = positive ? 1u : 0;

    [KeyType(3)]
    public uint Three { get; set; }

    public float Score { get; set; } = score;

    public float Probability { get; set; } = probability;

    public bool PredictedLabel { get; set; }
}
