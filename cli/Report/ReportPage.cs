using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models.Cards;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Report;

/// <summary>Puts a report together and writes it.</summary>
internal static class ReportPage
{
    /// <summary>What the data show, how the training went, and the card.</summary>
    public static Page Of(ModelCard card, ReportBody body) =>
        new(
            card.Name,
            body.Summary.Length > 0 ? body.Summary : NoData(card),
            [.. body.Sections, .. HistorySection.Of(card), .. CardSection.Of(card)]
        );

    /// <summary>Writes the page with its data and says where it is.</summary>
    /// <returns>The same for programs.</returns>
    public static JsonObject Save(IAnsiConsole console, string model, ModelCard card, ReportBody body, string path)
    {
        var page = Of(card, body);
        var data = PageFile.Save(page, path);
        console.Labeled(
            "Report",
            $"{path} (open it in a browser), the data of its {data.Count} plots in {PageFile.DataFolder(path)}"
        );
        return new JsonObject
        {
            ["model"] = model,
            ["report"] = path,
            ["data"] = new JsonArray([.. data.Select(file => (JsonNode?)file)]),
            ["summary"] = page.Summary,
            ["figures"] = body.Figures,
        };
    }

    private static string NoData(ModelCard card) =>
        card.Metrics is { } metrics
            ? Words.Text(
                $"Measured when the file was written, on the {metrics.Part} part: {string.Join(", ", metrics.Model.Select(m => $"{m.Key} {Words.Number(m.Value)}"))}. Give the data to see more."
            )
            : "The card has no figures; give the data to see more.";
}
