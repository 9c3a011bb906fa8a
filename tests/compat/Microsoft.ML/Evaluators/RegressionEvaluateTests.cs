namespace Microsoft.ML.Contract.Tests.Evaluators;

[TestClass]
public sealed class RegressionEvaluateTests
{
    private static readonly Row[] s_rows =
    [
        new() { Label = 1, Score = 1.5f },
        new() { Label = 2, Score = 2 },
        new() { Label = 3, Score = 2 },
        new() { Label = 4, Score = 5 },
    ];

    private readonly MLContext _ml = new();

    [TestMethod]
    public void Evaluate_Rows_GivesEveryMetric()
    {
        var metrics = Evaluate(s_rows);
        Assert.AreEqual(0.625, metrics.MeanAbsoluteError);
        Assert.AreEqual(0.5625, metrics.MeanSquaredError);
        Assert.AreEqual(0.75, metrics.RootMeanSquaredError);
        Assert.AreEqual(0.5625, metrics.LossFunction);
        Assert.AreEqual(0.55, metrics.RSquared);
    }

    [TestMethod]
    public void Evaluate_ColumnNames_AreTakenFromTheArguments()
    {
        var metrics = _ml.Regression.Evaluate(Load(s_rows), labelColumnName: "Score", scoreColumnName: "Label");
        Assert.AreEqual(0.625, metrics.MeanAbsoluteError);
        Assert.AreEqual(0, _ml.Regression.Evaluate(Load(s_rows), "Label", "Label").MeanAbsoluteError);
    }

    [TestMethod]
    public void Evaluate_MissingLabelOrScore_SkipsTheRow()
    {
        var metrics = Evaluate([
            .. s_rows,
            new() { Label = float.NaN, Score = 7 },
            new() { Label = 7, Score = float.NaN },
        ]);
        Assert.AreEqual(0.625, metrics.MeanAbsoluteError);
        Assert.AreEqual(0.55, metrics.RSquared);
    }

    [TestMethod]
    public void Evaluate_InfiniteScore_IsNoMissingValue()
    {
        var metrics = Evaluate([.. s_rows, new() { Label = 1, Score = float.PositiveInfinity }]);
        Assert.AreEqual(double.PositiveInfinity, metrics.MeanAbsoluteError);
        Assert.AreEqual(double.NegativeInfinity, metrics.RSquared);
    }

    [TestMethod]
    public void Evaluate_LossFunction_IsSquaredInSinglePrecision()
    {
        var metrics = Evaluate([new() { Label = 0, Score = 0.1f }]);
        Assert.AreEqual(0.1f * 0.1f, metrics.LossFunction);
        Assert.AreEqual((double)0.1f * 0.1f, metrics.MeanSquaredError);
        Assert.AreNotEqual(metrics.LossFunction, metrics.MeanSquaredError);
    }

    [TestMethod]
    public void Evaluate_NoRows_GivesZeros()
    {
        var metrics = Evaluate([]);
        Assert.AreEqual(0, metrics.MeanAbsoluteError);
        Assert.AreEqual(0, metrics.RootMeanSquaredError);
        Assert.AreEqual(0, metrics.LossFunction);
        Assert.AreEqual(0, metrics.RSquared);
    }

    [TestMethod]
    public void Evaluate_EqualLabels_HaveNoRSquared() =>
        Assert.AreEqual(
            double.NaN,
            Evaluate([new() { Label = 3, Score = 1 }, new() { Label = 3, Score = 2 }]).RSquared
        );

    [TestMethod]
    public void Evaluate_WeightColumn_IsIgnored()
    {
        var weighted = s_rows.Select(row => new Row
        {
            Label = row.Label,
            Score = row.Score,
            Weight = row.Label,
        });
        Assert.AreEqual(0.625, Evaluate([.. weighted]).MeanAbsoluteError);
    }

    [TestMethod]
    public void Evaluate_ColumnThatIsNotThere_IsRefused()
    {
        var data = Load(s_rows);
        Refusals.AssertOutOfRange("y column 'Label' not found", "schema", () => _ml.Regression.Evaluate(data, "y"));
        Refusals.AssertOutOfRange(
            "z column 'Score' not found",
            "schema",
            () => _ml.Regression.Evaluate(data, "Label", "z")
        );
        Refusals.AssertOutOfRange(
            "scoreColumnName cannot be null or empty",
            "scoreColumnName",
            () => _ml.Regression.Evaluate(data, "Label", "")
        );
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.Evaluate(null));
    }

    [TestMethod]
    public void Evaluate_AnythingButSingle_IsRefused()
    {
        var data = Load(s_rows);
        Refusals.AssertOutOfRange(
            "Schema mismatch for label column 'Wide': expected Single, got Double",
            "schema",
            () => _ml.Regression.Evaluate(data, "Wide")
        );
        Refusals.AssertOutOfRange(
            "Schema mismatch for score column 'Scores': expected Single, got Vector<Single, 1>",
            "schema",
            () => _ml.Regression.Evaluate(data, "Label", "Scores")
        );
    }

    private RegressionMetrics Evaluate(Row[] rows) => _ml.Regression.Evaluate(Load(rows));

    private IDataView Load(Row[] rows) => _ml.Data.LoadFromEnumerable(rows);

    private sealed class Row
    {
        public float Label { get; set; }

        public float Score { get; set; }

        public float Weight { get; set; }

        public double Wide { get; set; }

        [VectorType(1)]
        public float[] Scores { get; set; } = [0];
    }
}
