using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>Tensors as JSON: {"shape": [1, 2], "data": [0.5, 1]}, the data in row-major order.</summary>
internal static class TensorJson
{
    private const int MostDimensions = 16;
    private const int MostElements = 10_000_000;

    /// <summary>Reads what an input is to be fed with.</summary>
    /// <exception cref="InvalidInputException">It is no such tensor.</exception>
    public static NamedTensor Read(TensorInfo input, JsonElement value)
    {
        var place = $"Input '{input.Name}'";
        var fields = JsonFields.Object(value, place);
        var shape = Array(fields, "shape", place, "dimensions", MostDimensions)
            .Select((item, i) => Integer(item, $"{place}: shape[{i}]"))
            .ToArray();
        // Kernels of recurrent layers end the process when there is nothing to read.
        if (shape.Any(size => size is < 1 or > MostElements))
            throw new InvalidInputException(
                $"{place}: expected dimensions of 1 or more, found [{string.Join(", ", shape)}]."
            );
        var data = Array(fields, "data", place, "elements", MostElements);
        if (shape.Aggregate(1.0, (a, b) => a * b) != data.Length)
            throw new InvalidInputException(
                $"{place}: expected as many elements as the shape [{string.Join(", ", shape)}] holds, found {data.Length}."
            );
        return input.ElementType switch
        {
            ElementType.Float => NamedTensor.Of(input.Name, Each(JsonFields.Number), shape),
            ElementType.Int64 => NamedTensor.Of(input.Name, Each(Integer), shape),
            ElementType.Int32 => NamedTensor.Of(input.Name, Each(Integer32), shape),
            ElementType.Bool => NamedTensor.Of(input.Name, Each(Boolean), shape),
            ElementType.String => NamedTensor.Of(input.Name, Each(JsonFields.Text), shape),
            var type => throw new InvalidInputException(
                $"{place}: expected a model that reads float, int64, int32, bool or string, found {type}."
            ),
        };

        T[] Each<T>(Func<JsonElement, string, T> read) =>
            [.. data.Select((item, i) => read(item, $"{place}: data[{i}]"))];
    }

    /// <summary>A tensor with its type; numbers that are none are null.</summary>
    public static JsonObject Write(NamedTensor tensor) =>
        new()
        {
            ["type"] = TypeName(tensor.ElementType),
            ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
            ["data"] = tensor.Data switch
            {
                float[] values => JsonResults.Numbers(values),
                long[] values => new JsonArray([.. values.Select(value => (JsonNode)value)]),
                int[] values => new JsonArray([.. values.Select(value => (JsonNode)value)]),
                bool[] values => new JsonArray([.. values.Select(value => (JsonNode)value)]),
                var values => new JsonArray([.. ((string[])values).Select(value => (JsonNode)value)]),
            },
        };

    /// <summary>As onnxruntime-web names it.</summary>
    public static string TypeName(ElementType type) =>
        type == ElementType.Float ? "float32" : type.ToString().ToLowerInvariant();

    private static JsonElement[] Array(
        IReadOnlyDictionary<string, JsonElement> tensor,
        string name,
        string place,
        string what,
        int most
    ) =>
        tensor.TryGetValue(name, out var value)
            ? JsonFields.Items(value, $"{place}: {name}", what, most)
            : throw new InvalidInputException($"{place}: expected fields shape and data, found no {name}.");

    private static long Integer(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw JsonFields.Wrong(place, "a whole number", value);

    private static int Integer32(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw JsonFields.Wrong(place, "a whole number of 32 bits", value);

    private static bool Boolean(JsonElement value, string place) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw JsonFields.Wrong(place, "true or false", value);
}
