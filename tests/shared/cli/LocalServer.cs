using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Serve;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>What <c>rnn serve</c> runs, on a free port of this machine, and a client for it.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly ModelServer server;

    private LocalServer(ModelServer server)
    {
        this.server = server;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
    }

    public Uri Address => server.Address;

    public HttpClient Client { get; }

    /// <summary>What the server said about failures of ours.</summary>
    public List<string> Failures { get; private init; } = [];

    public static async Task<LocalServer> StartAsync(string model, ServeOptions? options = null)
    {
        List<string> failures = [];
        var started = await ModelServer.StartAsync(
            model,
            (options ?? new ServeOptions()) with
            {
                Port = 0,
            },
            failures.Add,
            CancellationToken.None
        );
        return new(started) { Failures = failures };
    }

    /// <summary>Asks, and reads the JSON that is answered, whatever the status.</summary>
    public async Task<(int Status, JsonObject Answer)> PostAsync(string path, JsonNode body)
    {
        using var response = await Client.PostAsJsonAsync(path, body);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }
}
