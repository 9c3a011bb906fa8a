using System.Text.Json.Nodes;
using Rnn.Onnx.Cli;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

[TestClass]
public sealed class PageFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Save_PlotsTextsAndTables_AreAllSeenOffline(bool dark)
    {
        var path = folder["page.html"];
        var files = PageFile.Save(Sample("</script><b>loss</b> & more"), path);

        var screenshot = folder["page.png"];
        var seen = await Browser.LookAtPageAsync(path, screenshot, dark);

        Assert.AreEqual("</script><b>loss</b> & more", seen.Values["title"]!.GetValue<string>());
        var text = seen.Values["text"]!.GetValue<string>();
        foreach (
            var words in new[]
            {
                "One <i>summary</i>.",
                "Losses",
                "what is seen & why",
                "naive",
                "312.4",
                "ROMEO:\nto be",
            }
        )
            StringAssert.Contains(text, words);
        // Two lines, and a symbol for each of four points.
        Assert.AreEqual(6, seen.Values["plots"]![0]!["marks"]!.GetValue<int>());
        Assert.IsGreaterThan(5000, new FileInfo(screenshot).Length);

        CollectionAssert.AreEqual(new[] { folder["page.data/loss.json"] }, files.ToArray());
        var rows = JsonNode.Parse(await File.ReadAllTextAsync(files[0]))!.AsArray();
        Assert.HasCount(5, rows);
        Assert.AreEqual(0.5, rows[1]!["loss"]!.GetValue<double>());
        Assert.IsNull(rows[4]!["loss"]);
    }

    [TestMethod]
    public async Task Save_PlotThatCanNotBeDrawn_SaysSoInItsPlaceAndInTheConsole()
    {
        var page = Sample("bad") with { Sections = [new("One", [new Plot("bad", "Bad", "", [], [])])] };
        PageFile.Save(page, folder["page.html"]);
        var seen = await Browser.RunAsync([
            new { @goto = new Uri(folder["page.html"]).AbsoluteUri },
            new { waitFor = "window.rnnPage !== undefined" },
            new { read = "window.rnnPage.plots[0].marks", @as = "marks" },
        ]);
        Assert.IsNotEmpty(seen.Errors);
        Assert.AreEqual(0, seen.Values["marks"]!.GetValue<int>());
    }

    private static Page Sample(string title)
    {
        JsonObject Row(int epoch, string part, double loss) =>
            new()
            {
                ["epoch"] = epoch,
                ["part"] = part,
                ["loss"] = JsonResults.Number(loss),
            };
        var spec = JsonNode
            .Parse(
                """
                {
                  "mark": { "type": "line", "point": true },
                  "encoding": {
                    "x": { "field": "epoch", "type": "quantitative" },
                    "y": { "field": "loss", "type": "quantitative" },
                    "color": { "field": "part", "type": "nominal" }
                  }
                }
                """
            )!
            .AsObject();
        JsonObject[] rows =
        [
            Row(1, "training", 1),
            Row(2, "training", 0.5),
            Row(1, "validation", 1.1),
            Row(2, "validation", 0.7),
            Row(3, "validation", double.NaN),
        ];
        return new Page(
            title,
            "One <i>summary</i>.",
            [
                new("Losses", [new Plot("loss", "Loss", "what is seen & why", spec, rows)]),
                new(
                    "More",
                    [
                        new PageText("Words."),
                        new PageTable(
                            "Errors",
                            ["forecast", "MAE"],
                            [
                                ["naive", "312.4"],
                            ]
                        ),
                        new PagePassage("Sample", "ROMEO:\nto be"),
                        new PagePassage("Card", "{}", Folded: true),
                    ]
                ),
            ]
        );
    }
}
