using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/serving.md: its C#, run.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ServingPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public ServingPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Serving_Examples_AreWhatRunsHere()
    {
        var blocks = Snippets.OfPage("docs/serving.md", "csharp");
        foreach (var (i, mark) in new[] { "export", "stream-classes", "stream", "serve-classes", "serve" }.Index())
            Assert.AreEqual(Snippets.OfSource("ServingExample.cs", mark).TrimEnd(), blocks[i], mark);
        Assert.HasCount(5, blocks);
    }

    [TestMethod]
    public void Stream_InTwoRuns_GoesOnFromItsSnapshot()
    {
        ServingExample.Export("wear.onnx");
        (string, float, float)[] readings =
        [
            ("press 7", 71.5f, 0.31f),
            ("press 8", 64, 0.2f),
            ("press 7", 72, 0.33f),
            ("press 7", 75.5f, 0.4f),
        ];
        Assert.AreEqual(2, ServingExample.Stream(readings[..3]).Count);
        var last = ServingExample.Stream(readings[3..]).Last;

        using var model = SequenceModel.Load("wear.onnx");
        var zero = new float[16];
        var whole = model.Run(
            NamedTensor.Of("series", [71.5f, 0.31f, 72, 0.33f, 75.5f, 0.4f], 1, 3, 2),
            NamedTensor.Of("h_in", zero, 1, 1, 16),
            NamedTensor.Of("c_in", zero, 1, 1, 16)
        );
        Assert.AreEqual(whole[0].Floats[0], last[0], 1e-6f);
    }

    [TestMethod]
    public async Task Serve_OneRequest_IsAnswered()
    {
        RandomForecasters.Create().Save("births.onnx");
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        await using var app = ServingExample.Serve(builder);
        await app.StartAsync();
        using var client = app.GetTestClient();
        using var response = await client.PostAsJsonAsync("/forecast", new { series = new[] { 1f, 2, 3 } });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual(3, answer.GetProperty("values").GetArrayLength());
        Assert.AreEqual("Healthy", await client.GetStringAsync("/health"));
    }
}
