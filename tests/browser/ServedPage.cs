using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>How tests use the page of <c>rnn serve</c>, and what they hold it to.</summary>
internal static class ServedPage
{
    /// <summary>What the badge says where the server was forced.</summary>
    public const string Chosen = "computed on the server: as you chose";

    /// <summary>Opens the page, waits for it, takes the steps, and reads where the last answer was computed. Nothing may have gone wrong.</summary>
    public static async Task<BrowserAnswer> UseAsync(
        LocalServer server,
        IReadOnlyList<object> steps,
        string? screenshot = null,
        bool dark = false
    )
    {
        var seen = await Browser.RunAsync(
            [
                new { @goto = server.Address.ToString() },
                new { waitFor = "document.body.dataset.ready === 'yes'" },
                .. steps,
                new { read = "document.querySelector('#badge').textContent", @as = "badge" },
                new { read = "document.querySelector('#badge').dataset.place", @as = "place" },
                new { read = "document.querySelector('#error').textContent", @as = "error" },
                .. screenshot is null ? [] : new object[] { new { screenshot } },
            ],
            dark
        );
        Assert.IsEmpty(seen.Errors, string.Join('\n', seen.Errors));
        Assert.AreEqual("", seen.Values["error"]!.GetValue<string>());
        foreach (var address in seen.Requests)
            Assert.StartsWith(server.Address.ToString(), address);
        Assert.IsEmpty(server.Failures);
        return seen;
    }

    /// <summary>Computed by the file itself in the browser, which asked the server nothing; or on the server, for a reason.</summary>
    public static void WasComputed(BrowserAnswer seen, string? reason)
    {
        var asked = seen.Requests.Where(address =>
            new Uri(address).AbsolutePath is "/predict" or "/run" or "/generate"
        );
        if (reason is null)
        {
            Assert.AreEqual("browser", seen.Values["place"]!.GetValue<string>());
            Assert.MatchesRegex(
                @"^computed in your browser, onnxruntime-web 1\.\d+\.\d+$",
                seen.Values["badge"]!.GetValue<string>()
            );
            Assert.IsEmpty(asked);
            Assert.HasCount(
                1,
                seen.Requests.Where(address => address.EndsWith("/model.onnx", StringComparison.Ordinal))
            );
        }
        else
        {
            Assert.AreEqual("server", seen.Values["place"]!.GetValue<string>());
            Assert.AreEqual(reason, seen.Values["badge"]!.GetValue<string>());
            Assert.IsNotEmpty(asked);
        }
    }

    /// <summary>A text as a script writes it.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text);

    /// <summary>The step that has the server compute.</summary>
    public static object[] Force(bool onTheServer) => onTheServer ? [new { click = "#force" }] : [];

    /// <summary>All numbers of nested arrays, in their order.</summary>
    public static float[] Numbers(JsonNode node) =>
        node is JsonArray array ? [.. array.SelectMany(item => Numbers(item!))] : [node.GetValue<float>()];

    /// <summary>Equal to a share of the largest.</summary>
    public static void AreClose(float[] expected, float[] found, float tolerance = 1e-5f)
    {
        Assert.HasCount(expected.Length, found);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], tolerance * scale, $"value {i}");
    }
}
