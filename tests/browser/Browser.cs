using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>A real browser without a window, driven by a list of steps (drive.cjs says which there are).</summary>
internal static class Browser
{
    private static readonly string[] Programs =
    [
        "/usr/bin/chromium",
        "/usr/bin/google-chrome",
        "/usr/bin/chromium-browser",
    ];

    /// <summary>Runs the steps in a fresh page; a test that needs a browser is inconclusive where there is none.</summary>
    /// <param name="steps">Objects such as <c>new { click = "#go" }</c>.</param>
    /// <param name="dark">Whether the system prefers dark.</param>
    /// <param name="offline">Whether the network is cut off; files still open.</param>
    public static async Task<BrowserAnswer> RunAsync(
        IReadOnlyList<object> steps,
        bool dark = false,
        bool offline = false
    )
    {
        var modules = Path.Combine(Repository.Root, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "playwright-core")))
            Assert.Inconclusive("playwright-core is not installed here: ./build.sh Setup brings it where npm is.");
        var executable = Programs.FirstOrDefault(File.Exists);
        if (executable is null)
            Assert.Inconclusive("There is no Chromium here: ./build.sh Test installs it on Debian as root.");
        var request = new
        {
            executable,
            colorScheme = dark ? "dark" : "light",
            offline,
            steps,
        };
        var script = Path.Combine(Repository.Root, "tests/browser/drive.cjs");
        var answer = JsonNode.Parse(
            await ForeignProcess.RunAsync("node", [script, modules], JsonSerializer.Serialize(request))
        )!;
        return new BrowserAnswer(
            answer["values"]!.AsObject(),
            [.. answer["errors"]!.AsArray().Select(error => error!.GetValue<string>())],
            [.. answer["requests"]!.AsArray().Select(address => address!.GetValue<string>())]
        );
    }

    /// <summary>
    /// Opens a page that a command left behind, without a network, and holds it to what all of them promise: every plot has marks,
    /// nothing is asked for but the file itself, the console has no error. Takes a screenshot where a path is given.
    /// </summary>
    public static async Task<BrowserAnswer> LookAtPageAsync(string path, string? screenshot = null, bool dark = false)
    {
        List<object> steps =
        [
            new { @goto = new Uri(Path.GetFullPath(path)).AbsoluteUri },
            new { waitFor = "window.rnnPage !== undefined" },
            new { read = "window.rnnPage.plots", @as = "plots" },
            new { read = "document.title", @as = "title" },
            new { read = "document.querySelector('main').innerText", @as = "text" },
        ];
        if (screenshot is not null)
            steps.Add(new { screenshot });
        var answer = await RunAsync(steps, dark, offline: true);
        Assert.IsEmpty(answer.Errors, string.Join('\n', answer.Errors));
        foreach (var plot in answer.Values["plots"]!.AsArray())
            Assert.IsGreaterThan(0, plot!["marks"]!.GetValue<int>(), $"marks of {plot["id"]}");
        foreach (var address in answer.Requests)
            Assert.MatchesRegex("^(file|data|blob):", address);
        return answer;
    }
}

/// <summary>What the browser saw.</summary>
/// <param name="Values">What the steps read, by name.</param>
/// <param name="Errors">Errors of the console, exceptions, and steps that failed.</param>
/// <param name="Requests">Every address that was asked for.</param>
internal sealed record BrowserAnswer(JsonObject Values, IReadOnlyList<string> Errors, IReadOnlyList<string> Requests);
