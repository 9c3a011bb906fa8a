using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>The report of a forecaster, opened in a browser: what it draws are the numbers that the libraries give.</summary>
[TestClass]
public sealed class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecast_LightAndDark_EveryPlotHasMarks(bool dark)
    {
        await SmallModels.BirthsAsync(folder);
        await ReportAsync($"{folder["births.onnx"]} --data {folder["births.csv"]}");
        var seen = await Browser.LookAtPageAsync(folder["report.html"], folder["report.png"], dark);
        CollectionAssert.AreEqual(
            new[]
            {
                "forecast-typical",
                "forecast-test",
                "forecast-future",
                "error-by-step",
                "calibration",
                "residuals",
                "residuals-over-time",
                "residuals-by-weekday",
                "loss",
                "learning-rate",
                "gradient-norm",
            },
            Reports.Plots(seen)
        );
        var text = seen.Values["text"]!.GetValue<string>();
        StringAssert.Contains(text, "births, 3 steps ahead");
        StringAssert.Contains(text, "The 90 % interval held");
        StringAssert.Contains(text, "LSTM, 1 layer of 8 units");
        StringAssert.Contains(text, "kept");
        Assert.IsGreaterThan(20_000, new FileInfo(folder["report.png"]).Length);
    }

    [TestMethod]
    public async Task Forecast_OnPaper_TheCardIsOpen()
    {
        await SmallModels.BirthsAsync(folder);
        await ReportAsync(folder["births.onnx"]);
        var seen = await Browser.RunAsync([
            new { @goto = new Uri(folder["report.html"]).AbsoluteUri },
            new { waitFor = "window.rnnPage !== undefined" },
            new { read = "document.querySelector('details').open", @as = "screen" },
            new { media = "print" },
            new { read = "dispatchEvent(new Event('beforeprint'))", @as = "printing" },
            new { read = "document.querySelector('details').open", @as = "paper" },
            new { read = "getComputedStyle(document.body).backgroundColor", @as = "color" },
        ]);
        Assert.IsEmpty(seen.Errors);
        Assert.IsFalse(seen.Values["screen"]!.GetValue<bool>());
        Assert.IsTrue(seen.Values["paper"]!.GetValue<bool>());
        Assert.AreEqual("rgb(255, 255, 255)", seen.Values["color"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Forecast_Numbers_AreThoseOfTheLibrary()
    {
        await SmallModels.BirthsAsync(folder);
        await ReportAsync($"{folder["births.onnx"]} --data {folder["births.csv"]}");
        using var model = SequenceModel.Load(folder["births.onnx"], new SessionSettings { Device = Device.Cpu });
        var series = SeriesReader.Read(folder["births.csv"], new SeriesReaderOptions { Target = "births" });
        var split = new SeriesSplit(series, lookBack: 14, horizon: 3);
        var metrics = Forecasts.Evaluate(model, split.Test, ForecastScale.Of(split, 7));
        var naive = NaiveBaselines.For(split, 7);

        var steps = Rows("error-by-step");
        CollectionAssert.AreEqual(
            metrics.MaeByStep.Concat(naive.SelectMany(one => one.Metrics.MaeByStep)).ToArray(),
            Reports.Numbers(steps, "error")
        );
        CollectionAssert.AreEqual(
            metrics.Quantiles!.Levels.Select(level => level.Below).ToArray(),
            Reports.Numbers(Rows("calibration"), "below")
        );
        Assert.AreEqual(
            split.Test.Count * 3,
            Rows("residuals").Sum(bar => bar["count"]!.GetValue<int>()),
            "Every error lies in one bar."
        );
        // Each day's mean absolute error, weighted by its errors, is that of all: the windows have few days more of one kind.
        var weekdays = Rows("residuals-by-weekday")
            .Where(row => row["line"]!.GetValue<string>() == "the model")
            .ToArray();
        Assert.HasCount(7, weekdays);
        Assert.AreEqual(metrics.Mae, Reports.Numbers(weekdays, "error").Average(), 0.05 * metrics.Mae);

        // The truth in the plot is the series; the forecasts are ONNX Runtime's.
        var drawn = Rows("forecast-test");
        var truth = drawn.Where(row => Line(row) == "what came to pass").ToArray();
        CollectionAssert.AreEqual(
            series.Values[^truth.Length..].ToArray(),
            truth.Select(row => row["value"]!.GetValue<float>()).ToArray()
        );
        Assert.AreEqual("2002-02-04T00:00:00", truth[^1]["x"]!.GetValue<string>());
        var last = model.Run(Forecasts.Inputs(model.File, split.Test.Range(split.Test.Count - 1, 1)).Single());
        CollectionAssert.AreEqual(
            last.Single(output => output.Name == "forecast").Floats,
            drawn
                .Where(row => Line(row) == "the model")
                .TakeLast(3)
                .Select(row => row["value"]!.GetValue<float>())
                .ToArray()
        );
    }

    [TestMethod]
    public async Task History_Plots_ShowTheCard()
    {
        await SmallModels.BirthsAsync(folder);
        await ReportAsync(folder["births.onnx"]);
        var history = ModelFile.Open(folder["births.onnx"]).Card!.History!;
        Assert.HasCount(4, history);
        var losses = Rows("loss");
        CollectionAssert.AreEqual(
            history.SelectMany(epoch => new[] { epoch.TrainingLoss, epoch.ValidationLoss }).ToArray(),
            Reports.Numbers(losses, "loss")
        );
        var kept = losses.Where(row => row["kept"]!.GetValue<bool>()).Select(row => row["epoch"]!.GetValue<int>());
        CollectionAssert.AreEqual(
            Enumerable.Repeat(history.MinBy(epoch => epoch.ValidationLoss)!.Epoch, 2).ToArray(),
            kept.ToArray()
        );
        CollectionAssert.AreEqual(
            history.Select(epoch => epoch.LearningRate).ToArray(),
            Reports.Numbers(Rows("learning-rate"), "rate")
        );
        CollectionAssert.AreEqual(
            history.SelectMany(epoch => new[] { epoch.MeanGradientNorm, epoch.LargestGradientNorm }).ToArray(),
            Reports.Numbers(Rows("gradient-norm"), "norm")
        );
    }

    private static string? Line(JsonObject row) => row["line"]?.GetValue<string>();

    private Task ReportAsync(string words) => Reports.MakeAsync(folder, words);

    private JsonObject[] Rows(string plot) => Reports.Rows(folder, plot);
}
