using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Whatever was changed in a file, reading it back gives a module or one sentence.</summary>
[TestClass]
public sealed class ModuleImportDamageTests
{
    private static readonly int[] Numbers = [-1, 0, 1000, int.MaxValue];

    [TestMethod]
    public void Read_EveryNumberOfTheOptionsChanged_GivesAModuleOrASentence()
    {
        var refused = 0;
        foreach (var model in SampleModels.All().Concat(Forecasters()))
        {
            using var original = model;
            var file = OnnxExporter.Graph(original, new ExportOptions());
            foreach (var changed in Changed(file.Metadata[ModuleOrigin.MetadataKey]))
                refused += IsRefused(file.WithMetadata(ModuleOrigin.MetadataKey, changed), changed) ? 1 : 0;
        }
        Assert.IsGreaterThan(300, refused);
    }

    [TestMethod]
    public void Read_BytesChanged_GivesAModuleOrASentence()
    {
        var random = new Random(8);
        foreach (var model in SampleModels.All())
        {
            using var original = model;
            var bytes = OnnxExporter.Graph(original, new ExportOptions()).ToBytes();
            for (var i = 0; i < 40; i++)
            {
                var damaged = bytes.ToArray();
                var place = random.Next(damaged.Length);
                damaged[place] ^= (byte)random.Next(1, 256);
                if (Parsed(damaged) is { } file)
                    IsRefused(file, $"{original.GetName()}, byte {place}");
            }
        }
    }

    private static IEnumerable<nn.Module> Forecasters() =>
        SampleForecasters
            .All()
            .Where((_, i) => i % 3 == 1)
            .Select(sample => new Forecaster(sample.Options, SampleForecasters.Scaler));

    // One number after the other, wherever it stands in the JSON.
    private static IEnumerable<string> Changed(string json)
    {
        var count = Leaves(JsonNode.Parse(json)!["options"]!).Count();
        for (var i = 0; i < count; i++)
        {
            foreach (var number in Numbers)
            {
                var root = JsonNode.Parse(json)!;
                Leaves(root["options"]!).ElementAt(i).ReplaceWith(number);
                yield return root.ToJsonString();
            }
        }
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) =>
        node switch
        {
            JsonObject o => o.Select(entry => entry.Value).OfType<JsonNode>().SelectMany(Leaves),
            JsonArray a => a.OfType<JsonNode>().SelectMany(Leaves),
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => [value],
            _ => [],
        };

    private static ModelFile? Parsed(byte[] bytes)
    {
        try
        {
            return ModelFile.Parse(bytes, "model.onnx");
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static bool IsRefused(ModelFile file, string what)
    {
        try
        {
            OnnxImporter.Read(file).Dispose();
            return false;
        }
        catch (InvalidInputException)
        {
            return true;
        }
        catch (Exception e)
        {
            throw new AssertFailedException($"{what}: {e}", e);
        }
    }
}
