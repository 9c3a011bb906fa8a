using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forecast.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Hosting.Tests;

[TestClass]
public sealed class ForecastApiTests : IDisposable
{
    private static readonly ModelCard Card = new()
    {
        Task = ModelCard.ForecastTask,
        Name = "births",
        Architecture = new CardArchitecture(
            CellKind.Lstm,
            Layers: 1,
            Hidden: 24,
            Directions: 1,
            Dropout: 0,
            Parameters: 0
        ),
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Forecast_ManyRequests_AreAnsweredAsTheModelAnswersEach()
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();
        var rows = Rows.Create(100);
        var expected = Rows.Alone(folder["births.onnx"], rows);
        var answers = await Task.WhenAll(
            rows.Select(async row =>
            {
                using var response = await client.PostAsJsonAsync("/forecast", new { series = row.Series });
                return await response.Content.ReadFromJsonAsync<ForecastAnswer>();
            })
        );
        for (var row = 0; row < rows.Length; row++)
            CollectionAssert.AreEqual(expected[row], answers[row]!.Forecast, $"row {row}");
    }

    [TestMethod]
    public async Task Forecast_RowThatDoesNotFit_IsABadRequestWithOneSentence()
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();
        using var response = await client.PostAsJsonAsync("/forecast", new { series = Array.Empty<float>() });
        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        StringAssert.Contains(problem.GetProperty("detail").GetString(), "'series'");
    }

    [TestMethod]
    public async Task Forecast_ModelThatKnowsTheCalendar_TakesTimes()
    {
        const long Christmas = 599_011_200; // 1988-12-25
        const long Day = 86_400;
        var path = Path.Combine(Repository.Root, "onnx-models/zoo/births-lstm.onnx");
        var series = new float[] { 7384, 7735, 9070, 9246, 9329, 9321, 8854 };
        long[] times = [.. Enumerable.Range(0, 7 + 14).Select(day => Christmas + day * Day)];
        using var model = SequenceModel.Load(path);
        var expected = model.Run(NamedTensor.Of("series", series, 1, 7, 1), NamedTensor.Of("times", times, 1, 21));

        await using var app = ForecastService.Create(["--model", path], builder => builder.WebHost.UseTestServer());
        await app.StartAsync();
        using var client = app.GetTestClient();
        using var response = await client.PostAsJsonAsync("/forecast", new { series, times });
        var answer = await response.Content.ReadFromJsonAsync<ForecastAnswer>();

        CollectionAssert.AreEqual(expected.Single(tensor => tensor.Name == "forecast").Floats, answer!.Forecast);
    }

    [TestMethod]
    public async Task ModelAndHealth_OfTheService_TellWhatAnswers()
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();
        Assert.AreEqual("Healthy", await client.GetStringAsync("/health"));
        Assert.AreEqual(Card.ToJson(), await client.GetStringAsync("/model"));
    }

    [TestMethod]
    public async Task Start_WithoutAModel_SaysWhatIsMissing()
    {
        await using var app = ForecastService.Create([], builder => builder.WebHost.UseTestServer());
        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() => app.StartAsync());
        StringAssert.StartsWith(error.Message, "Option model-file:");
    }

    private async Task<WebApplication> StartAsync()
    {
        RandomForecasters.Create().WithCard(Card).Save(folder["births.onnx"]);
        var app = ForecastService.Create(
            ["--model", folder["births.onnx"]],
            builder => builder.WebHost.UseTestServer()
        );
        await app.StartAsync();
        return app;
    }
}
