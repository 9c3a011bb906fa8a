using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>The page's form of forecasters: drawn and pasted series have the forecasts of C#.</summary>
[TestClass]
public sealed class ServeForecastTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecaster_DrawnSeries_HasTheForecastOfCSharp(bool onTheServer)
    {
        await SmallModels.BirthsAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["births.onnx"]);
        double[][] path =
        [
            [0.1, 0.8],
            [0.3, 0.2],
            [0.5, 0.7],
            [0.8, 0.3],
        ];
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. ServedPage.Force(onTheServer),
                new { read = "document.querySelector('#drawing').dataset.answer", @as = "before" },
                new { drag = "#chart", path },
                new
                {
                    waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.map(row => Number(row[0].toPrecision(7))).join(' ') === document.querySelector('#values').value",
                },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
                new { read = "document.querySelectorAll('#chart circle').length", @as = "points" },
                new { read = "document.querySelectorAll('#chart .band').length", @as = "bands" },
            ]
        );

        var answer = seen.Values["answer"]!;
        var drawn = ServedPage.Numbers(answer["rows"]!);
        Assert.HasCount(14, drawn);
        var before = JsonNode.Parse(seen.Values["before"]!.GetValue<string>())!;
        CollectionAssert.AreNotEqual(ServedPage.Numbers(before["rows"]!), drawn);
        Assert.AreEqual(3, seen.Values["points"]!.GetValue<int>());
        Assert.AreEqual(1, seen.Values["bands"]!.GetValue<int>());
        using var model = SequenceModel.Load(folder["births.onnx"]);
        var expected = model.Run(NamedTensor.Of("series", drawn, 1, 14, 1)).ToDictionary(output => output.Name);
        ServedPage.AreClose(expected["forecast"].Floats, ServedPage.Numbers(answer["forecast"]!));
        ServedPage.AreClose(expected["quantiles"].Floats, ServedPage.Numbers(answer["quantiles"]!));
        ServedPage.WasComputed(seen, onTheServer ? ServedPage.Chosen : null);
    }

    [TestMethod]
    public async Task Forecaster_PastedValues_AreForecastOrRefused()
    {
        await SmallModels.BirthsAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["births.onnx"]);
        var values = Enumerable.Range(0, 20).Select(i => 90f + i).ToArray();
        var seen = await ServedPage.UseAsync(
            server,
            [
                new { fill = "#values", text = "1 2 three" },
                new { waitFor = "!document.querySelector('#error').hidden" },
                new { read = "document.querySelector('#error').textContent", @as = "refused" },
                new { fill = "#values", text = string.Join("; ", values) },
                new { waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.length === 20" },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
            ]
        );
        Assert.AreEqual("Values: expected a number, found 'three' at 3.", seen.Values["refused"]!.GetValue<string>());
        using var model = SequenceModel.Load(folder["births.onnx"]);
        var expected = model.Run(NamedTensor.Of("series", values[^14..], 1, 14, 1));
        ServedPage.AreClose(
            expected.Single(output => output.Name == "forecast").Floats,
            ServedPage.Numbers(seen.Values["answer"]!["forecast"]!)
        );
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecaster_WithCalendar_ReadsTheDatesFromItsStart(bool onTheServer)
    {
        await SmallModels.BirthsAsync(folder);
        var train = await RnnCommand.RunAsync(
            $"train forecast --data {folder["births.csv"]} --target births --look-back 14 --horizon 3 --hidden 4 --calendar auto --epochs 1 --threads 1 -o {folder["calendar.onnx"]}"
        );
        Assert.AreEqual(0, train.ExitCode, train.Errors);
        await using var server = await LocalServer.StartAsync(folder["calendar.onnx"]);
        var lines = await File.ReadAllLinesAsync(folder["births.csv"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. ServedPage.Force(onTheServer),
                new { fill = "#values", text = string.Join('\n', lines.Skip(1).Select(line => line.Split(',')[1])) },
                new { waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.length === 400" },
                new { fill = "#start", text = "2001-01-01" },
                new { press = "#start", key = "Tab" },
                new { waitFor = "document.querySelector('#steps tbody th').textContent === '2002-02-05'" },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
            ]
        );
        var predict = await RnnCommand.RunAsync(
            $"predict {folder["calendar.onnx"]} --data {folder["births.csv"]} --json"
        );
        var expected = JsonNode.Parse(predict.Output)!["forecast"]!.AsArray();
        Assert.AreEqual("2002-02-05", expected[0]!["date"]!.GetValue<string>());
        ServedPage.AreClose(
            [.. expected.Select(step => step!["births"]!.GetValue<float>())],
            ServedPage.Numbers(seen.Values["answer"]!["forecast"]!)
        );
        ServedPage.WasComputed(seen, onTheServer ? ServedPage.Chosen : null);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecaster_SeveralColumns_HasTheForecastOfCSharp(bool onTheServer)
    {
        const int lookBack = 10;
        var series = SampleSeries.Several(30);
        WideForecasters.WithCard(series, lookBack, times: true, levels: false).Save(folder["wide.onnx"]);
        var rows = series.Values.ToArray().Chunk(3).Select(row => string.Join(' ', row.Select(Invariant)));
        await using var server = await LocalServer.StartAsync(folder["wide.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. ServedPage.Force(onTheServer),
                new { select = "#column", value = "1" },
                new { fill = "#start", text = "2001-01-01" },
                new { fill = "#values", text = string.Join('\n', rows) },
                new { press = "#values", key = "Tab" },
                new { waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.length === 30" },
                new { waitFor = "document.querySelector('#steps tbody th').textContent === '2001-01-31'" },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
                new { read = "document.querySelectorAll('#chart circle').length", @as = "points" },
            ]
        );
        var times = new long[lookBack + WideForecasters.Horizon];
        series.CopyTimes(30 - lookBack, times);
        using var model = SequenceModel.Load(folder["wide.onnx"]);
        var expected = model.Run(
            NamedTensor.Of("series", series.Values[^(3 * lookBack)..].ToArray(), 1, lookBack, 3),
            NamedTensor.Of("times", times, 1, times.Length)
        );
        ServedPage.AreClose(expected[0].Floats, ServedPage.Numbers(seen.Values["answer"]!["forecast"]!));
        Assert.AreEqual(WideForecasters.Horizon, seen.Values["points"]!.GetValue<int>());
        ServedPage.WasComputed(seen, onTheServer ? ServedPage.Chosen : null);
    }

    private static string Invariant(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
