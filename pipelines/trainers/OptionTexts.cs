using System.Text.Json.Nodes;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Options as the texts of a card.</summary>
internal static class OptionTexts
{
    /// <summary>JSON of options as names with dots and their values: <c>recurrent.hidden</c>, <c>64</c>. Nulls are left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(string json) => Flatten(JsonNode.Parse(json), "");

    private static IEnumerable<KeyValuePair<string, string>> Flatten(JsonNode? node, string name) =>
        node switch
        {
            JsonObject entries => entries.SelectMany(e =>
                Flatten(e.Value, name.Length == 0 ? e.Key : $"{name}.{e.Key}")
            ),
            JsonArray items => [KeyValuePair.Create(name, string.Join(", ", items))],
            null => [],
            _ => [KeyValuePair.Create(name, node.ToString())],
        };
}
