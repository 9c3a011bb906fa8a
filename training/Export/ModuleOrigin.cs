using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// What the metadata of a file says of the module it was exported from, so that <see cref="OnnxImporter"/> can build it again. The
/// card is for people and for programs that use the file; this is for the importer alone.
/// </summary>
/// <param name="Specification">The kind of the model and its options.</param>
internal sealed record ModuleOrigin(ModelSpecification Specification)
{
    /// <summary>The key in the file's metadata.</summary>
    public const string MetadataKey = "rnn.module";

    private const int Version = 1;

    /// <summary>
    /// Values of parameters that no node reads: learned initial states, where the states are inputs. Everything else is in the
    /// graph.
    /// </summary>
    public IReadOnlyDictionary<string, float[]> Unread { get; init; } = new Dictionary<string, float[]>();

    public static ModuleOrigin Of(nn.Module model) => new(ModelFactory.SpecificationOf(model));

    /// <summary>One line of JSON; the values are little-endian float32 in base 64.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("kind", Specification.Kind);
            json.WritePropertyName("options");
            json.WriteRawValue(Specification.OptionsJson);
            json.WriteStartObject("unread");
            foreach (var (name, values) in Unread.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                json.WriteBase64String(name, MemoryMarshal.AsBytes<float>(values));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What a file says.</summary>
    /// <exception cref="InvalidInputException">It says nothing, or what can not be read.</exception>
    public static ModuleOrigin Read(ModelFile file)
    {
        if (!file.Metadata.TryGetValue(MetadataKey, out var text))
            throw new InvalidInputException(
                $"'{file.Name}' can not be read back: expected metadata '{MetadataKey}', which exports of {Product.Name} have, found none."
            );
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() is not Version and var version)
                throw new InvalidInputException(
                    $"'{file.Name}' can not be read back: expected metadata '{MetadataKey}' of version {Version}, found {version}."
                );
            var kind = root.GetProperty("kind").GetString()!;
            return new ModuleOrigin(new ModelSpecification(kind, root.GetProperty("options").GetRawText()))
            {
                Unread = Values(root.GetProperty("unread")),
            };
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidInputException(
                $"'{file.Name}' can not be read back: expected metadata '{MetadataKey}' as it was written, found other JSON or none.",
                e
            );
        }
    }

    private static Dictionary<string, float[]> Values(JsonElement unread)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var entry in unread.EnumerateObject())
            values[entry.Name] = MemoryMarshal.Cast<byte, float>(entry.Value.GetBytesFromBase64()).ToArray();
        return values;
    }
}
