using Rnn.Onnx.Models.Evaluation;

namespace Rnn.Onnx.Models.Tests.Evaluation;

[TestClass]
public sealed class ForecastErrorsTests
{
    [TestMethod]
    public void Metrics_TwoForecasts_AreThoseWorkedOutByHand()
    {
        var errors = new ForecastErrors(horizon: 2, scale: 2);
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
        var errors = new ForecastErrors(horizon: 1, scale: 1);
        errors.Add([0], [0]);

        Assert.AreEqual(0, errors.Metrics().Smape);
    }

    [TestMethod]
    public void Metrics_NoForecast_IsRefused() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new ForecastErrors(1, 1).Metrics());

    [TestMethod]
    public void Add_AnotherNumberOfSteps_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new ForecastErrors(2, 1).Add([1, 2], [1, 2, 3]));
}
