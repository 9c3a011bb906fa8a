using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forecast.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
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
