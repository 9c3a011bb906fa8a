using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli.Report;

/// <summary><c>rnn report</c>: one HTML file that shows a model, its training and what it does on data.</summary>
internal static class ReportCommand
{
    public static Command Create(Reply reply)
    {
        var model = new Argument<string?>("model")
        {
            Description = "The .onnx file; with --run it may be left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var run = new Option<string?>("--run")
        {
            Description = "The folder of a run (--checkpoint) whose history is shown in place of that in the card.",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the report goes; beside you, under the model's name, by default.",
        };
        var tasks = ReportTask.All();
        var command = new Command(
            "report",
            "Show a model in one HTML file: losses, errors, forecasts, mistakes, the card. Example: rnn report births.onnx --data births.csv -o report.html"
        )
        {
            model,
            run,
            output,
        };
        foreach (var option in tasks.SelectMany(task => task.Options).Distinct())
            command.Add(option);
        command.SetAction(
            (parsed, cancel) =>
            {
                var file = parsed.GetValue(model);
                var card = ReportCard.Of(file, parsed.GetValue(run));
                var task = tasks.FirstOrDefault(one => one.Task == card.Task);
                RequireOptions(command, parsed, [model, run, output, .. task?.Options ?? []], card, file);
                var path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(file ?? card.Task) + ".html";
                AtomicFile.RequireWritable(path);
                var body = file is null ? null : task?.Body(file, card, parsed, cancel);
                if (body is not null)
                    reply.Console.Labeled("Summary", body.Summary);
                reply.Result(ReportPage.Save(reply.Console, file ?? "", card, body ?? ReportBody.Empty, path));
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    private static void RequireOptions(
        Command command,
        ParseResult parsed,
        Symbol[] known,
        ModelCard card,
        string? file
    )
    {
        var other = command.Options.FirstOrDefault(option =>
            !known.Contains(option) && parsed.GetResult(option) is { Implicit: false }
        );
        if (other is not null)
            throw new InvalidInputException(
                $"Option {other.Name.TrimStart('-')}: expected a model that has a use for it, found '{file}' of the task {card.Task}."
            );
    }
}
