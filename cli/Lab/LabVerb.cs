using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab;

/// <summary>What all lessons share: where the page goes, the seed, and the order in which a lesson speaks.</summary>
internal sealed class LabVerb
{
    private readonly Option<string?> output;
    private readonly Option<int> seed = OptionValues.Value("--seed", "Same seed, same machine: same numbers.", 1);

    /// <summary>A lesson's command; its own options are added by the lesson.</summary>
    /// <param name="name">The lesson's name.</param>
    /// <param name="description">What it shows, with an example.</param>
    public LabVerb(string name, string description)
    {
        output = new("--output", "-o") { Description = $"Where the page goes; lab-{name}.html beside you by default." };
        Command = new Command(name, description) { output, seed };
    }

    public Command Command { get; }

    /// <summary>Says what the lesson does.</summary>
    /// <param name="reply">Where it speaks.</param>
    /// <param name="measure">The lesson with the seed: measures, writes a few lines, gives the page and the JSON.</param>
    public void SetAction(Reply reply, Func<ParseResult, int, CancellationToken, LessonResult> measure) =>
        Command.SetAction(
            (parsed, cancel) =>
            {
                var path = parsed.GetValue(output) ?? $"lab-{Command.Name}.html";
                AtomicFile.RequireWritable(path);
                var result = measure(parsed, parsed.GetValue(seed), cancel);
                PageFile.Save(result.Page, path);
                reply.Console.Labeled("Page", path);
                result.Json["page"] = path;
                reply.Result(result.Json);
                return Task.FromResult(App.Success);
            }
        );

    /// <summary>A small table for the terminal, all columns but the first to the right.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns([.. columns.Select(Markup.Escape)]);
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        return table;
    }

    /// <summary>The same table on the page and in the terminal.</summary>
    public static Table Table(PageTable of)
    {
        var table = Table([.. of.Header]);
        foreach (var row in of.Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }
}

/// <summary>What a lesson leaves behind.</summary>
/// <param name="Page">What a person looks at.</param>
/// <param name="Json">What a program reads.</param>
internal sealed record LessonResult(Page Page, JsonObject Json);
