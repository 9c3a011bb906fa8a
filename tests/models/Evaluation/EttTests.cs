using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Evaluation;

/// <summary>
/// ETTh1, seven variables, 8,640 rows to train on, 2,880 to validate, 2,880 to test: repeating yesterday gives the published
/// errors (README of the LTSF-Linear repository), so splits, scaling and windows are those of the published results.
/// </summary>
[TestClass]
public sealed class EttTests
{
    [TestMethod]
    [DataRow(96, 0.513, 0.434)]
    [DataRow(192, 0.582, 0.470)]
    public void For_RepeatingYesterday_GivesThePublishedErrors(int horizon, double mse, double mae)
    {
        var series = SeriesReader.Read(
            SharedData.Path("timeseries/ETTh1.csv"),
            new SeriesReaderOptions { AllNumericTargets = true }
        );
        Assert.AreEqual("HUFL HULL MUFL MULL LUFL LULL OT", string.Join(' ', series.TargetNames));
        var split = SeriesSplit.ByRows(series, 96, horizon, new SeriesRows(8640, 2880, 2880));
        Assert.AreEqual(2880 - horizon + 1, split.Test.Count);

        var naive = NaiveBaselines.For(split, period: 24);

        Assert.AreEqual("last 24 steps", naive[1].Name);
        Assert.AreEqual(mse, naive[1].Metrics.ScaledMse, 0.002);
        Assert.AreEqual(mae, naive[1].Metrics.ScaledMae, 0.002);
        Assert.HasCount(7, naive[1].Metrics.Targets);
    }
}
