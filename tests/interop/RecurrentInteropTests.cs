using System.Text.Json;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Tests.Parity;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A sample of the parity matrix's files, opened by programs that are not ours.</summary>
[TestClass]
public sealed class RecurrentInteropTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static IEnumerable<object[]> Sample =>
        [
            [new RecurrentOptions { Cell = CellKind.Lstm, Bidirectional = true }],
            [new RecurrentOptions { Cell = CellKind.Gru, Bias = false }],
            [new RecurrentOptions { Cell = CellKind.ElmanRelu, LearnedInitialState = true }],
            [new RecurrentOptions { Cell = CellKind.ElmanTanh, HandWritten = true }],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    HandWritten = true,
                    Bidirectional = true,
                    Residual = true,
                },
            ],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.Lstm,
                    LayerNorm = true,
                    Bidirectional = true,
                },
            ],
        ];

    [TestMethod]
    [DynamicData(nameof(Sample))]
    public async Task Export_SampleOfStacks_IsAcceptedAndReproducedElsewhere(RecurrentOptions options)
    {
        using var subject = new RecurrentSubject(options with { Features = 3, Hidden = 16, Layers = 2 });
        var exported = subject.Export([(1, 1), (3, 20)]);
        var path = folder["stack.onnx"];
        exported.File.Save(path);

        if (await ForeignProcess.SucceedsAsync(Python, ["-c", "import onnx"]) is false)
            Assert.Inconclusive("python3-onnx is not installed here.");
        var check = Path.Combine(Repository.Root, "tests/interop/python/check_model.py");
        var checkedModel = JsonDocument.Parse(await ForeignProcess.RunAsync(Python, [check, path])).RootElement;
        Assert.AreEqual(exported.File.Outputs.Count, checkedModel.GetProperty("outputs").GetArrayLength());

        foreach (var probe in exported.Probes)
            await CompareAsync(path, probe);
    }

    private static async Task CompareAsync(string path, ParityProbe probe)
    {
        var modules = Path.Combine(Repository.Root, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "onnxruntime-node")))
            Assert.Inconclusive("onnxruntime-node is not installed here.");
        var script = Path.Combine(Repository.Root, "tests/interop/node/run-model.js");
        var inputs = probe.Inputs.Select(input => new
        {
            name = input.Name,
            type = input.ElementType == ElementType.Int64 ? "int64" : "float32",
            shape = input.Shape,
            data = input.Data,
        });
        var answer = await ForeignProcess.RunAsync(
            "node",
            [script, modules],
            JsonSerializer.Serialize(new { model = path, inputs })
        );
        var found = JsonDocument
            .Parse(answer)
            .RootElement.EnumerateArray()
            .ToDictionary(
                output => output.GetProperty("name").GetString()!,
                output => output.GetProperty("data").EnumerateArray().Select(v => v.GetSingle()).ToArray()
            );

        Assert.HasCount(probe.Outputs.Count, found);
        foreach (var expected in probe.Outputs)
        {
            var values = found[expected.Name];
            Assert.HasCount(expected.Floats.Length, values);
            var tolerance = 1e-5f * expected.Floats.Max(MathF.Abs);
            for (var i = 0; i < values.Length; i++)
                Assert.AreEqual(
                    expected.Floats[i],
                    values[i],
                    tolerance,
                    $"{expected.Name} [{i}], {probe.Description}"
                );
        }
    }
}
