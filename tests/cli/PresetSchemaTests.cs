using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The published schemas of presets are those of the commands, and the presets of the repository keep to them.</summary>
[TestClass]
public sealed class PresetSchemaTests
{
    public static IEnumerable<object[]> Trained => Train().Subcommands.Select(command => new object[] { command.Name });

    public static IEnumerable<object[]> Presets =>
        Directory.GetFiles(Path.Combine(Repository.Root, "presets"), "*.json").Select(path => new object[] { path });

    [TestMethod]
    [DynamicData(nameof(Trained))]
    public async Task Schema_OfEveryTask_IsTheAcceptedOne(string task)
    {
        var path = Path.Combine(Repository.Root, $"presets/schema/{task}.json");
        var command = Train().Subcommands.Single(one => one.Name == task);
        var text = PresetSchema.Of(command).ToJsonString(JsonResults.Options) + "\n";
        if (Environment.GetEnvironmentVariable("RNN_ACCEPT_API") == "1")
        {
            await File.WriteAllTextAsync(path, text);
            return;
        }
        Assert.AreEqual(
            await File.ReadAllTextAsync(path),
            text,
            $"Options changed. If that is meant, accept it with ./build.sh Test --only cli --accept-api and commit {path}."
        );
    }

    [TestMethod]
    [DynamicData(nameof(Presets))]
    public async Task Preset_OfTheRepository_KeepsToItsSchema(string path)
    {
        var preset = JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject();
        var named = Path.Combine(Path.GetDirectoryName(path)!, preset["$schema"]!.GetValue<string>());
        var properties = JsonNode.Parse(await File.ReadAllTextAsync(named))!["properties"]!.AsObject();
        foreach (var (name, value) in preset)
        {
            Assert.IsTrue(properties.ContainsKey(name), name);
            var property = properties[name]!;
            if (property["enum"] is JsonArray words)
                Assert.Contains(value!.GetValue<string>(), words.Select(word => word!.GetValue<string>()), name);
            else
                Assert.IsTrue(
                    Types(property["type"]!)
                        .Any(type => type == Kind(value!) || (type, Kind(value!)) == ("number", "integer")),
                    name
                );
        }
    }

    private static string[] Types(JsonNode type) =>
        type is JsonArray several ? [.. several.Select(one => one!.GetValue<string>())] : [type.GetValue<string>()];

    private static string Kind(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value.ToJsonString().All(char.IsAsciiDigit) ? "integer" : "number",
            JsonValueKind.Array => "array",
            _ => "string",
        };

    private static Command Train() =>
        App.Commands(new Reply(AnsiConsole.Console)).Subcommands.Single(command => command.Name == "train");
}
