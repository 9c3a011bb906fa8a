using System.Text.Json;
using System.Text.Json.Serialization;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>ONNX Runtime in JavaScript, another build of it than the one in C#.</summary>
internal static class NodeRuntime
{
    // JSON knows no NaN; JavaScript reads the word.
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The outputs of each run of a file.</summary>
    public static async Task<NamedTensor[][]> RunAsync(string path, params IEnumerable<NamedTensor>[] runs)
    {
        var modules = Modules();
        var script = Path.Combine(Repository.Root, "tests/interop/node/run-model.js");
        var request = new { model = path, runs = runs.Select(inputs => inputs.Select(Request)) };
        var answer = await ForeignProcess.RunAsync("node", [script, modules], JsonSerializer.Serialize(request, Json));
        return
        [
            .. JsonDocument
                .Parse(answer)
                .RootElement.EnumerateArray()
                .Select(run => run.EnumerateArray().Select(Answer).ToArray()),
        ];
    }

    /// <summary>Where the packages are; a test that needs them is inconclusive without.</summary>
    public static string Modules()
    {
        var modules = Path.Combine(Repository.Root, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "onnxruntime-node")))
            Assert.Inconclusive("onnxruntime-node is not installed here.");
        return modules;
    }

    /// <summary>Holds answers against each other: floats to a share of the largest, all else exactly.</summary>
    public static void AreEqual(
        IReadOnlyList<NamedTensor> expected,
        IReadOnlyList<NamedTensor> found,
        string what,
        float tolerance = 1e-5f
    )
    {
        Assert.HasCount(expected.Count, found);
        foreach (var (ours, theirs) in expected.Zip(found))
        {
            var place = $"{what}, {ours.Name}";
            Assert.AreEqual(ours.ToString(), theirs.ToString(), what);
            if (ours.ElementType != ElementType.Float)
            {
                CollectionAssert.AreEqual(ours.Data, theirs.Data, place);
                continue;
            }
            var largest = ours.Floats.Max(MathF.Abs);
            Assert.IsGreaterThan(0, largest, place);
            for (var i = 0; i < ours.Floats.Length; i++)
                Assert.AreEqual(ours.Floats[i], theirs.Floats[i], tolerance * largest, $"{place} [{i}]");
        }
    }

    private static object Request(NamedTensor input) =>
        new
        {
            name = input.Name,
            type = input.ElementType switch
            {
                ElementType.Int64 => "int64",
                ElementType.String => "string",
                _ => "float32",
            },
            shape = input.Shape,
            data = (object)input.Data,
        };

    private static NamedTensor Answer(JsonElement output)
    {
        var name = output.GetProperty("name").GetString()!;
        long[] shape = [.. output.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var data = output.GetProperty("data").EnumerateArray();
        return output.GetProperty("type").GetString() switch
        {
            "int64" => NamedTensor.Of(name, [.. data.Select(value => value.GetInt64())], shape),
            "string" => NamedTensor.Of(name, [.. data.Select(value => value.GetString()!)], shape),
            _ => NamedTensor.Of(name, [.. data.Select(value => value.GetSingle())], shape),
        };
    }
}
