using System.Text.Json.Nodes;
using Rnn.Onnx.Cli;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>Reports in a test's folder: <c>report.html</c> with its data beside it.</summary>
internal static class Reports
{
    /// <summary>Runs <c>rnn report</c> with some words behind it.</summary>
    public static async Task MakeAsync(TemporaryFolder folder, string words)
    {
        var run = await RnnCommand.RunAsync($"report {words} -o {folder["report.html"]}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
    }

    /// <summary>Looks at the report, light and dark, and gives what was seen in the dark.</summary>
    public static async Task<BrowserAnswer> LookAsync(TemporaryFolder folder)
    {
        await Browser.LookAtPageAsync(folder["report.html"]);
        return await Browser.LookAtPageAsync(folder["report.html"], folder["report.png"], dark: true);
    }

    /// <summary>The names of the plots that were seen, from top to bottom.</summary>
    public static string[] Plots(BrowserAnswer seen) =>
        [.. seen.Values["plots"]!.AsArray().Select(plot => plot!["id"]!.GetValue<string>())];

    /// <summary>The data of a plot.</summary>
    public static JsonObject[] Rows(TemporaryFolder folder, string plot) =>
        [
            .. JsonNode
                .Parse(File.ReadAllText(folder[$"report.data/{plot}.json"]))!
                .AsArray()
                .Select(row => row!.AsObject()),
        ];

    /// <summary>A field of each row.</summary>
    public static double[] Numbers(IEnumerable<JsonObject> rows, string field) =>
        [.. rows.Select(row => row[field]!.GetValue<double>())];
}
