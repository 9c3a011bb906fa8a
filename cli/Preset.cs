using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli;

/// <summary>
/// Options of a command in a JSON file, by their names: <c>--preset file.json</c> stands for what it holds. What the command
/// line says itself goes before.
/// </summary>
internal static class Preset
{
    private const string Name = "--preset";

    // What tells an editor the schema; presets/schema holds one for each command that takes presets.
    private const string Schema = "$schema";

    /// <summary>The option by which a command takes a preset.</summary>
    public static Option<string?> Option() =>
        new(Name) { Description = "A JSON file of options; those of the command line go before." };

    /// <summary>The command line with the options of its preset in it.</summary>
    /// <exception cref="InvalidInputException">The file is missing, no JSON, or has an option that the command has not.</exception>
    public static string[] Expand(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if ((parsed.GetResult(Name) as OptionResult)?.GetValueOrDefault<string>() is not { } path)
            return args;
        if (!File.Exists(path))
            throw new InvalidInputException($"File '{path}': expected a preset, found none.");
        var command = parsed.CommandResult.Command;
        return
        [
            .. args,
            .. Tokens(File.ReadAllText(path), path, command, option => parsed.GetResult(option) is { Implicit: false }),
        ];
    }

    /// <summary>The options of a preset as words of a command line, but for those that are given already.</summary>
    public static IReadOnlyList<string> Tokens(string json, string path, Command command, Func<Option, bool> given)
    {
        return
        [
            .. Read(json, path)
                .Where(entry => !given(Find(command, entry.Key, path)))
                .SelectMany(entry => Words(entry, path)),
        ];
    }

    private static JsonObject Read(string json, string path)
    {
        try
        {
            var entries = JsonNode.Parse(json) as JsonObject ?? throw new JsonException();
            entries.Remove(Schema); // looking finds names that come twice
            return entries;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidInputException($"File '{path}': expected a JSON object of options, found other text.", e);
        }
    }

    private static Option Find(Command command, string name, string path)
    {
        var option = command.Options.FirstOrDefault(o => o.Name == $"--{name}" || o.Aliases.Contains($"--{name}"));
        return option is not null && option.Name != Name
            ? option
            : throw new InvalidInputException(
                $"File '{path}': expected options of '{command.Name}' by their names, found '{name}'."
            );
    }

    private static IEnumerable<string> Words(KeyValuePair<string, JsonNode?> entry, string path)
    {
        var option = $"--{entry.Key}";
        return entry.Value switch
        {
            JsonArray list => [option, .. list.Select(value => Word(value, entry.Key, path))],
            JsonValue value when value.GetValueKind() == JsonValueKind.True => [option],
            JsonValue value when value.GetValueKind() == JsonValueKind.False => [option, "false"],
            var value => [option, Word(value, entry.Key, path)],
        };
    }

    private static string Word(JsonNode? value, string name, string path) =>
        value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : throw new InvalidInputException(
                $"File '{path}', '{name}': expected a text, a number, true, false or a list, found {value?.ToJsonString() ?? "null"}."
            );
}
