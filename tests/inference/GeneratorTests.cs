using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>The graph that writes by itself, against <see cref="TextGenerator"/> over the file with states: the very same characters.</summary>
[TestClass]
public sealed class GeneratorTests
{
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };
    private static readonly TextFeaturizer Characters = RandomLanguageModels.Characters;

    private static readonly GenerationOptions[] Ways =
    [
        new() { Temperature = 0 },
        new() { Seed = 1 },
        new()
        {
            Temperature = 0.8f,
            TopK = 40,
            TopP = 0.95f,
            Seed = 2,
        },
        new()
        {
            Temperature = 0.5f,
            TopK = 5,
            Seed = -3,
        },
        new()
        {
            Temperature = 1.5f,
            TopP = 0.6f,
            Seed = long.MaxValue,
        },
        new() { TopK = 1, Seed = 5 },
        new() { TopK = 1_000_000, Seed = long.MinValue },
        new() { TopP = 0, Seed = 7 },
        new()
        {
            TopP = 2,
            TopK = -1,
            Seed = 8,
        },
    ];

    [TestMethod]
    [DataRow(CellKind.Lstm, 2, false, false)]
    [DataRow(CellKind.Gru, 1, false, false)]
    [DataRow(CellKind.Lstm, 3, true, true)]
    [DataRow(CellKind.ElmanTanh, 1, false, false)]
    [DataRow(CellKind.ElmanRelu, 2, true, false)]
    public void Run_EveryWayOfDrawing_WritesWhatTextGeneratorDoes(CellKind cell, int layers, bool tied, bool residual)
    {
        var weights = RandomLanguageModels.Create(Characters, cell, layers, tied: tied, residual: residual);
        using var graph = Load(RandomLanguageModels.GeneratorFile(weights, Characters));
        using var model = Load(RandomLanguageModels.StepFile(weights, Characters));

        foreach (var way in Ways.Select(way => way with { Length = 500 }))
        {
            using var generator = new TextGenerator(model);
            var expected = generator.Generate("ROMEO:", way);
            var found = Run(graph, way, "ROMEO:").Single();
            Assert.AreEqual(expected, found, way.ToString());
            Assert.AreEqual(500, Characters.Ids(found).Length);
        }
    }

    private static SequenceModel Load(ModelFile file) => SequenceModel.From(file, "random", Cpu);

    private static string[] Run(SequenceModel graph, GenerationOptions options, params string[] prompts) =>
        Run(graph, options, [options.Seed], prompts);

    private static string[] Run(SequenceModel graph, GenerationOptions options, long[] seeds, string[] prompts) =>
        (string[])
            graph
                .Run(
                    NamedTensor.Of("prompt", prompts, prompts.Length, 1),
                    NamedTensor.Of("length", [(long)options.Length], 1),
                    NamedTensor.Of("temperature", [options.Temperature], 1),
                    NamedTensor.Of("top_k", [options.TopK], 1),
                    NamedTensor.Of("top_p", [options.TopP], 1),
                    NamedTensor.Of("seed", seeds, seeds.Length)
                )
                .Single()
                .Data;
}
