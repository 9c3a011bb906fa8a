using System.Runtime.InteropServices;
using System.Text.Json;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Inference.Generation;

/// <summary>
/// The states before the first token: zeros, or those that were learned. A file whose states are inputs has no use for the learned
/// ones in its graph; they stand in its metadata.
/// </summary>
internal static class InitialStates
{
    private const string MetadataKey = "rnn.module";

    private static readonly string[] Names = ["stack.initial_hidden", "stack.initial_cell"];

    /// <summary>The hidden states and, of an LSTM, the cell states.</summary>
    /// <param name="file">A language model with states.</param>
    /// <param name="sizes">Numbers of each.</param>
    /// <exception cref="InvalidInputException">The metadata is not as it was written.</exception>
    public static float[][] Read(ModelFile file, IReadOnlyList<int> sizes)
    {
        if (!file.Metadata.TryGetValue(MetadataKey, out var text))
            return [.. sizes.Select(size => new float[size])];
        try
        {
            using var document = JsonDocument.Parse(text);
            var learned = document.RootElement.GetProperty("unread");
            return [.. sizes.Select((size, i) => Read(learned, Names[i], size))];
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidInputException(
                $"'{file.Name}': expected metadata '{MetadataKey}' as it was written, found other JSON or none.",
                e
            );
        }
    }

    private static float[] Read(JsonElement learned, string name, int size)
    {
        if (!learned.TryGetProperty(name, out var entry))
            return new float[size];
        var values = MemoryMarshal.Cast<byte, float>(entry.GetBytesFromBase64()).ToArray();
        return values.Length == size ? values : throw new FormatException();
    }
}
