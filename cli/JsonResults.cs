using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Rnn.Onnx.Cli;

/// <summary>How results become JSON: names in camel case, numbers that are none as null, texts as they are.</summary>
internal static class JsonResults
{
    /// <summary>Indented, for results on standard output and data beside pages.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            // Nothing of it goes into a page unescaped.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
                new FiniteDouble(),
                new FiniteSingle(),
            },
        };

    /// <summary>A record of ours with its names in camel case.</summary>
    public static JsonNode? Of<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    /// <summary>A number, or null where it is none: JSON knows neither NaN nor infinity.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Numbers, see <see cref="Number"/>.</summary>
    public static JsonArray Numbers(IEnumerable<float> values) => [.. values.Select(value => Number(value))];

    private sealed class FiniteDouble : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }

    private sealed class FiniteSingle : JsonConverter<float>
    {
        public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetSingle();

        public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
        {
            if (float.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
