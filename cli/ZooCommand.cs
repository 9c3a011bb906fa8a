using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Cli.Zoo;
using Rnn.Onnx.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn zoo</c>: makes the small example models anew, one for each task.</summary>
internal static class ZooCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var names = string.Join(", ", ZooExample.All.Select(e => e.Name));
        var name = new Argument<string?>("name")
        {
            Description = $"The model: {names}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Make all of them." };
        var folder = new Option<string>("--folder")
        {
            Description = "Where the models and their cards go.",
            DefaultValueFactory = _ => "onnx-models/zoo",
        };
        var command = new Command(
            "zoo",
            "Train the small example models, one for each task. Example: rnn zoo elloh-tagger"
        )
        {
            name,
            all,
            folder,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                var chosen = parsed.GetValue(all) ? ZooExample.All : [Find(parsed.GetValue(name), names)];
                var made = new JsonArray();
                foreach (var example in chosen)
                {
                    cancel.ThrowIfCancellationRequested();
                    made.Add(Make(console, example, parsed.GetRequiredValue(folder)));
                }
                reply.Result(new JsonObject { ["models"] = made });
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    private static ZooExample Find(string? name, string names) =>
        ZooExample.All.FirstOrDefault(example => example.Name == name)
        ?? throw new InvalidInputException(
            $"Argument name: expected --all or one of {names}, found {(name is null ? "nothing" : $"'{name}'")}."
        );

    private static JsonObject Make(IAnsiConsole console, ZooExample example, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, example.Name + ".onnx");
        var made = example.Make();
        made.File.Save(path);
        AtomicFile.WriteAllText(
            Path.Combine(folder, example.Name + ".card.json"),
            made.Card.ToJson(indented: true) + "\n"
        );
        console.Saved(path);
        console.Labeled("Measured", made.Figures);
        return new JsonObject
        {
            ["model"] = path,
            ["task"] = made.Card.Task,
            ["figures"] = made.Figures,
            ["metrics"] = JsonResults.Of(made.Card.Metrics),
        };
    }
}
