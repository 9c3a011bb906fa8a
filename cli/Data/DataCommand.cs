using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Lab;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Data;

/// <summary><c>rnn data</c>: sample sets by name, and what is in a CSV file.</summary>
internal static class DataCommand
{
    public static Command Create(Reply reply) =>
        new("data", "Sample sets by name, and what is in a CSV file.")
        {
            List(reply),
            Get(reply),
            DescribeCommand.Create(reply),
        };

    private static Command List(Reply reply)
    {
        var command = new Command("list", "The sample sets. Example: rnn data list");
        command.SetAction(_ =>
        {
            var store = SampleStore.OfUser();
            var table = LabVerb.Table("name", "what", "size", "license", "package", "cached");
            foreach (var set in SampleSet.All)
                table.AddRow(
                    Cells(set.Name, set.What, set.Size, set.License, set.Package, store.Has(set) ? "yes" : "no")
                );
            foreach (var column in table.Columns)
                column.LeftAligned();
            reply.Console.Write(table);
            reply.Result(
                new JsonObject { ["sets"] = new JsonArray([.. SampleSet.All.Select(set => Json(set, store))]) }
            );
            return App.Success;
        });
        return command;
    }

    private static Command Get(Reply reply)
    {
        var name = new Argument<string>("name")
        {
            Description = $"The set: {string.Join(", ", SampleSet.All.Select(set => set.Name))}.",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the file goes; beside you, under the set's name, by default.",
        };
        var command = new Command(
            "get",
            "Bring a sample set by npm, check it, and keep it in a cache. Example: rnn data get births -o births.csv"
        )
        {
            name,
            output,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var set = Find(parsed.GetRequiredValue(name));
                var path = parsed.GetValue(output) ?? set.FileName;
                AtomicFile.RequireWritable(path);
                var store = SampleStore.OfUser();
                var cached = store.Has(set);
                AtomicFile.WriteAllBytes(path, await store.GetAsync(set, cancel));
                reply.Console.Labeled("From", cached ? "the cache" : set.Package);
                reply.Console.Labeled("License", set.License);
                reply.Console.Saved(path);
                var json = Json(set, store);
                json["file"] = path;
                json["fetched"] = !cached;
                reply.Result(json);
                return App.Success;
            }
        );
        return command;
    }

    private static SampleSet Find(string name) =>
        SampleSet.All.FirstOrDefault(set => set.Name == name)
        ?? throw new InvalidInputException(
            $"Argument name: expected one of {string.Join(", ", SampleSet.All.Select(set => set.Name))}, found '{name}'."
        );

    private static JsonObject Json(SampleSet set, SampleStore store) =>
        new()
        {
            ["name"] = set.Name,
            ["what"] = set.What,
            ["size"] = set.Size,
            ["license"] = set.License,
            ["package"] = set.Package,
            ["sha256"] = set.Sha256,
            ["cached"] = store.Has(set),
        };

    private static string[] Cells(params string[] texts) => [.. texts.Select(Markup.Escape)];
}
