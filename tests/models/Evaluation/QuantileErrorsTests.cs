using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;

namespace Rnn.Onnx.Models.Tests.Evaluation;

[TestClass]
public sealed class QuantileErrorsTests
{
    [TestMethod]
    public void Metrics_TwoForecasts_AreThoseWorkedOutByHand()
    {
        var errors = new QuantileErrors([0.1, 0.5, 0.9]);
        errors.Add([10, 20], [8, 11, 14, 21, 22, 25]); // 10 lies in [8, 14], 20 below [21, 25]
        errors.Add([30, float.NaN], [25, 28, 30, 0, 0, 0]); // 30 lies on the bound of [25, 30]

        var metrics = errors.Metrics();

        // 0.1: 0.1*2, 0.9*1, 0.1*5; 0.5: half of 1, 2, 2; 0.9: 0.1*4, 0.1*5, 0.
        Assert.AreEqual((0.2 + 0.9 + 0.5) / 3, metrics.Levels[0].Pinball, 1e-12);
        Assert.AreEqual((0.5 + 1 + 1) / 3, metrics.Levels[1].Pinball, 1e-12);
        Assert.AreEqual((0.4 + 0.5 + 0) / 3, metrics.Levels[2].Pinball, 1e-12);
        Assert.AreEqual((1.6 + 2.5 + 0.9) / 9, metrics.Pinball, 1e-12);
        CollectionAssert.AreEqual(new[] { 1 / 3.0, 2 / 3.0, 1 }, metrics.Levels.Select(level => level.Below).ToArray());
        var interval = metrics.Intervals.Single();
        Assert.AreEqual((0.1, 0.9), (interval.Lower, interval.Upper));
        Assert.AreEqual(2 / 3.0, interval.Coverage, 1e-12);
        Assert.AreEqual((6 + 4 + 5) / 3.0, interval.MeanWidth, 1e-12);
        Assert.AreEqual(new CardInterval(0.1, 0.9, interval.Coverage, interval.MeanWidth), metrics.ForCard().Single());
    }

    [TestMethod]
    public void Metrics_FiveLevels_GiveTwoIntervalsFromOutsideIn()
    {
        var errors = new QuantileErrors([0.05, 0.25, 0.5, 0.75, 0.95]);
        errors.Add([5], [1, 4, 6, 7, 9]);

        var intervals = errors.Metrics().Intervals;

        Assert.AreEqual(new IntervalMetrics(0.05, 0.95, 1, 8), intervals[0]);
        Assert.AreEqual(new IntervalMetrics(0.25, 0.75, 1, 3), intervals[1]);
    }

    [TestMethod]
    [DataRow(0.70, "The 80 % interval held 70.0 % of the true values and was 812.5 wide on average: too narrow.")]
    [DataRow(0.79, "The 80 % interval held 79.0 % of the true values and was 812.5 wide on average: well calibrated.")]
    [DataRow(0.91, "The 80 % interval held 91.0 % of the true values and was 812.5 wide on average: too wide.")]
    public void ToString_OfAnInterval_SaysHowItIsCalibrated(double coverage, string sentence) =>
        Assert.AreEqual(sentence, new IntervalMetrics(0.1, 0.9, coverage, 812.5).ToString());

    [TestMethod]
    [DataRow(new double[0])]
    [DataRow(new[] { 0.5, 0.1 })]
    [DataRow(new[] { 0.0, 0.5 })]
    [DataRow(new[] { 0.5, 1.0 })]
    public void New_LevelsThatAreNone_AreRefused(double[] levels) =>
        Assert.ThrowsExactly<ArgumentException>(() => new QuantileErrors(levels));

    [TestMethod]
    public void Add_AnotherNumberOfQuantiles_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new QuantileErrors([0.1, 0.9]).Add([1], [0, 1, 2]));
}
