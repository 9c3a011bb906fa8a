using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Evaluation;

[TestClass]
public sealed class NaiveForecastsTests
{
    [TestMethod]
    [DataRow(1, "5 5 5 5 5 5 5")]
    [DataRow(3, "3 4 5 3 4 5 3")]
    [DataRow(5, "1 2 3 4 5 1 2")]
    public void Seasonal_HorizonLongerThanTheSeason_RepeatsTheSeason(int period, string expected)
    {
        var forecast = new float[7];

        NaiveForecasts.Seasonal([1, 2, 3, 4, 5], period, forecast);

        Assert.AreEqual(expected, string.Join(" ", forecast));
    }

    [TestMethod]
    public void Seasonal_TwoTargets_RepeatsBoth()
    {
        var forecast = new float[6];

        NaiveForecasts.Seasonal([0, 0, 1, 10, 2, 20], period: 2, forecast, targets: 2);

        CollectionAssert.AreEqual(new[] { 1f, 10, 2, 20, 1, 10 }, forecast);
    }

    [TestMethod]
    public void Seasonal_MissingValues_TakesTheSeasonBeforeOrTheLastKnown()
    {
        var forecast = new float[2];

        NaiveForecasts.Seasonal([1, float.NaN, float.NaN, 4, float.NaN, float.NaN], period: 2, forecast);

        CollectionAssert.AreEqual(new[] { 1f, 4 }, forecast);

        NaiveForecasts.Seasonal([float.NaN, 2, float.NaN, 4], period: 2, forecast);

        CollectionAssert.AreEqual(new[] { 4f, 4 }, forecast);
    }

    [TestMethod]
    public void Seasonal_HistoryShorterThanTheSeason_IsRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => NaiveForecasts.Seasonal([1, 2], 3, new float[1]));

    [TestMethod]
    public void Scale_SmallSeries_IsTheMeanSeasonalDifference() =>
        Assert.AreEqual((2 + 4 + 0) / 3.0, NaiveForecasts.Scale([1, 5, 3, 9, 3], 2), 1e-12);

    [TestMethod]
    public void Scale_MissingValues_DoNotCount() =>
        Assert.AreEqual((4 + 0) / 2.0, NaiveForecasts.Scale([float.NaN, 5, 3, 9, 3], 2), 1e-12);

    [TestMethod]
    public void For_TrainingPartShorterThanASeason_IsRefused()
    {
        var series = new TimeSeries("s", ["a"], 0, [.. Enumerable.Range(0, 100).Select(i => (float)i)]);

        Expect.InvalidInput(
            "Option period: expected 1 or more and less than the 70 rows of the training part, found 70.",
            () => NaiveBaselines.For(new SeriesSplit(series, 5, 3), 70)
        );
    }
}
