using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rnn.Onnx.Cli;

/// <summary>The JSON schema (draft 2020-12) of a command's presets, for editors that complete and check them.</summary>
internal static class PresetSchema
{
    // Where the data lie and where files go is no property of a model.
    private static readonly string[] Left = ["--preset", "--help", "--output", "--resume", "--checkpoint"];

    /// <summary>The schema of the presets of <paramref name="command"/>.</summary>
    public static JsonObject Of(Command command)
    {
        var properties = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string" } };
        foreach (var option in command.Options.Where(option => !Left.Contains(option.Name)))
        foreach (
            var name in option
                .Aliases.Prepend(option.Name)
                .Where(name => name.StartsWith("--", StringComparison.Ordinal))
        )
            properties[name.TrimStart('-')] = Property(option);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"Options of rnn train {command.Name}",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Property(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var property = new JsonObject { ["description"] = option.Description };
        if (type == typeof(bool))
            property["type"] = "boolean";
        else if (type == typeof(int) || type == typeof(long))
            property["type"] = "integer";
        else if (type == typeof(double))
            property["type"] = "number";
        else if (type == typeof(string[]))
            property["type"] = new JsonArray("array", "string", "number");
        else if (Words(option, type) is { Length: > 0 } words)
            property["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]);
        else
            property["type"] = "string";
        if (option.HasDefaultValue && Default(option) is { } value)
            property["default"] = value;
        return property;
    }

    private static string[] Words(Option option, Type type) =>
        [
            .. option
                .GetCompletions(CompletionContext.Empty)
                .Select(word => type.IsEnum ? JsonNamingPolicy.KebabCaseLower.ConvertName(word.Label) : word.Label),
        ];

    private static JsonNode? Default(Option option) =>
        option.GetDefaultValue() switch
        {
            Enum value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()),
            { } value => JsonResults.Of(value),
            null => null,
        };
}
