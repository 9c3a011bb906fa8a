using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rnn.Onnx.Cli.Serve;
using Endpoint = Rnn.Onnx.Cli.Serve.Endpoint;

namespace Rnn.Onnx.Cli.Tests.Serve;

[TestClass]
public sealed class RequestGuardTests
{
    [TestMethod]
    public async Task Answer_MoreAtOnceThanAllowed_IsRefusedUntilOneHasEnded()
    {
        var first = new TaskCompletionSource();
        using var guard = Guard((_, _) => first.Task, requests: 1);
        var held = guard.AnswerAsync(Post());

        var (status, detail) = await AskAsync(guard);
        Assert.AreEqual(429, status);
        Assert.AreEqual("Expected 1 requests at once or fewer, found one more; try again.", detail);

        first.SetResult();
        await held;
        Assert.AreEqual(200, (await AskAsync(guard)).Status);
    }

    [TestMethod]
    public async Task Answer_ComputationOutlivesItsRequest_KeepsItsPlace()
    {
        var computation = new TaskCompletionSource();
        using var guard = Guard(
            (context, _) =>
            {
                context.Items[Endpoint.Work] = computation.Task;
                return Task.FromException(new OperationCanceledException());
            },
            requests: 1
        );
        await AskAsync(guard);
        Assert.AreEqual(429, (await AskAsync(guard)).Status);
        Assert.IsFalse(await guard.DrainAsync(TimeSpan.Zero));
        computation.SetResult();
        Assert.IsTrue(await guard.DrainAsync(TimeSpan.FromMinutes(1)));
    }

    [TestMethod]
    public async Task Answer_FailureOfOurs_IsReportedHereAndNotToldThere()
    {
        List<string> reported = [];
        using var guard = Guard((_, _) => throw new InvalidOperationException("secret"), report: reported.Add);
        var (status, detail) = await AskAsync(guard);
        Assert.AreEqual(500, status);
        Assert.AreEqual("The server failed; its console says more.", detail);
        CollectionAssert.AreEqual(new[] { "POST /predict: InvalidOperationException: secret" }, reported);
    }

    [TestMethod]
    public async Task Answer_ServerStops_StopsTheComputation()
    {
        using var stop = new CancellationTokenSource();
        using var guard = Guard((_, cancel) => Task.Delay(Timeout.Infinite, cancel), stopping: stop.Token);
        var asked = AskAsync(guard);
        await stop.CancelAsync();
        Assert.AreEqual(503, (await asked).Status);
    }

    private static RequestGuard Guard(
        Func<HttpContext, CancellationToken, Task> answer,
        int requests = 8,
        Action<string>? report = null,
        CancellationToken stopping = default
    ) =>
        new(
            [new Endpoint("POST", "/predict", "", answer)],
            new ServeOptions { Requests = requests },
            report ?? Assert.Fail,
            stopping
        );

    private static DefaultHttpContext Post()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/predict";
        context.Request.Host = new HostString("localhost");
        context.Request.ContentType = "application/json";
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static async Task<(int Status, string? Detail)> AskAsync(RequestGuard guard)
    {
        var context = Post();
        await guard.AnswerAsync(context);
        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body);
        var text = await reader.ReadToEndAsync();
        return (
            context.Response.StatusCode,
            text.Length == 0 ? null : JsonNode.Parse(text)!["detail"]!.GetValue<string>()
        );
    }
}
