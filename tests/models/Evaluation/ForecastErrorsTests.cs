using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Evaluation;

[TestClass]
public sealed class ForecastErrorsTests
{
    [TestMethod]
    public void Metrics_TwoForecasts_AreThoseWorkedOutByHand()
    {
        var errors = new ForecastErrors(horizon: 2, One(naive: 2));
        errors.Add([10, 20], [12, 20]); // errors 2, 0
        errors.Add([30, 0], [26, 6]); // errors 4, 6

        var metrics = errors.Metrics();

        Assert.AreEqual(3, metrics.Mae, 1e-12);
        Assert.AreEqual(Math.Sqrt((4 + 16 + 36) / 4.0), metrics.Rmse, 1e-12);
        Assert.AreEqual((200 * 2 / 22.0 + 0 + 200 * 4 / 56.0 + 200) / 4, metrics.Smape, 1e-12);
        Assert.AreEqual(1.5, metrics.Mase, 1e-12);
        CollectionAssert.AreEqual(new[] { 3.0, 3.0 }, metrics.MaeByStep.ToArray());
        Assert.AreEqual(2, metrics.Forecasts);
    }

    [TestMethod]
    public void Metrics_BothZero_CountAsNoPercentageError()
    {
        var errors = new ForecastErrors(horizon: 1, One(naive: 1));
        errors.Add([0], [0]);

        Assert.AreEqual(0, errors.Metrics().Smape);
    }

    [TestMethod]
    public void Metrics_NoForecast_IsRefused() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new ForecastErrors(1, One(1)).Metrics());

    [TestMethod]
    public void Add_AnotherNumberOfSteps_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new ForecastErrors(2, One(1)).Add([1, 2], [1, 2, 3]));

    [TestMethod]
    public void Metrics_TwoTargets_AreScaledEachByItsOwnDeviation()
    {
        var scale = new ForecastScale([new("a", Naive: 2, Deviation: 4), new("b", Naive: 10, Deviation: 20)]);
        var errors = new ForecastErrors(horizon: 2, scale);
        errors.Add([1, 100, 2, 200], [5, 100, 2, 240]); // errors of a: 4, 0; of b: 0, 40

        var metrics = errors.Metrics();

        Assert.AreEqual((4 + 40) / 4.0, metrics.Mae, 1e-12);
        Assert.AreEqual((1.0 + 0 + 0 + 4) / 4, metrics.ScaledMse, 1e-12);
        Assert.AreEqual((1.0 + 0 + 0 + 2) / 4, metrics.ScaledMae, 1e-12);
        Assert.AreEqual((2 / 2.0 + 20 / 10.0) / 2, metrics.Mase, 1e-12);
        CollectionAssert.AreEqual(new[] { 2.0, 20 }, metrics.MaeByStep.ToArray());
        Assert.AreEqual(new TargetMetrics("a", 2, Math.Sqrt(8), 1, 0.5, 0.5, 2), metrics.Targets[0]);
        Assert.AreEqual(new TargetMetrics("b", 20, Math.Sqrt(800), 2, 2, 1, 2), metrics.Targets[1]);
    }

    [TestMethod]
    public void Metrics_MissingTargets_DoNotCount()
    {
        var errors = new ForecastErrors(horizon: 2, One(naive: 1));
        errors.Add([1, float.NaN], [3, 100]);
        errors.Add([float.NaN, 5], [100, 5]);

        var metrics = errors.Metrics();

        Assert.AreEqual(1, metrics.Mae);
        CollectionAssert.AreEqual(new[] { 2.0, 0 }, metrics.MaeByStep.ToArray());
        Assert.AreEqual(2, metrics.Targets[0].Values);
    }

    [TestMethod]
    public void Of_TwoTargets_MeasuresTheTrainingPartWithoutWhatIsMissing()
    {
        var values = Enumerable.Range(0, 100).SelectMany(row => new[] { row % 2 * 4f, row == 3 ? float.NaN : row % 2 });
        var series = new TimeSeries("s", ["a", "b"], [1, 0], [.. values]);

        var scale = ForecastScale.Of(new SeriesSplit(series, 5, 3), period: 1);

        Assert.AreEqual("b", scale.Targets[0].Name);
        Assert.AreEqual(1, scale.Targets[0].Naive, 1e-12);
        Assert.AreEqual(Math.Sqrt(34 / 69.0 * 35 / 69), scale.Targets[0].Deviation, 1e-12);
        Assert.AreEqual(new TargetScale("a", 4, 2), scale.Targets[1]);
    }

    private static ForecastScale One(double naive) => new([new TargetScale("a", naive, Deviation: 1)]);
}
