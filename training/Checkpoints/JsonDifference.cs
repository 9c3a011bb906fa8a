using System.Text.Json;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>Where two JSON texts differ first.</summary>
/// <param name="Place">Names from the outside in, with dots between.</param>
/// <param name="Left">What the one says there; "nothing" where it has no such name.</param>
/// <param name="Right">What the other says there.</param>
internal sealed record JsonDifference(string Place, string Left, string Right)
{
    /// <summary>The first difference; null where they say the same.</summary>
    public static JsonDifference? First(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal))
            return null;
        try
        {
            using var a = JsonDocument.Parse(left);
            using var b = JsonDocument.Parse(right);
            return First(a.RootElement, b.RootElement, "");
        }
        catch (JsonException)
        {
            return new JsonDifference("text", left, right);
        }
    }

    private static JsonDifference? First(JsonElement left, JsonElement right, string place)
    {
        if (left.ValueKind != JsonValueKind.Object || right.ValueKind != JsonValueKind.Object)
            return JsonElement.DeepEquals(left, right)
                ? null
                : new JsonDifference(place, left.GetRawText(), right.GetRawText());

        foreach (var name in left.EnumerateObject().Concat(right.EnumerateObject()).Select(p => p.Name).Distinct())
        {
            var inside = place.Length == 0 ? name : $"{place}.{name}";
            var hasLeft = left.TryGetProperty(name, out var a);
            var hasRight = right.TryGetProperty(name, out var b);
            var difference =
                hasLeft && hasRight
                    ? First(a, b, inside)
                    : new JsonDifference(
                        inside,
                        hasLeft ? a.GetRawText() : "nothing",
                        hasRight ? b.GetRawText() : "nothing"
                    );
            if (difference is not null)
                return difference;
        }
        return null;
    }
}
