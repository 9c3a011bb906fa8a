using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A generator in onnxruntime-node writes the very characters that C# does.</summary>
[TestClass]
public sealed class GeneratorInteropTests : IDisposable
{
    private static readonly string[] Prompts = ["ROMEO:", "", "é", "unknown: éé", "🙂🙂 to be", "\n"];

    private static readonly GenerationOptions[] Ways =
    [
        new() { Length = 500, Temperature = 0 },
        new() { Length = 500, Seed = 1 },
        new()
        {
            Length = 500,
            Temperature = 0.8f,
            TopK = 40,
            TopP = 0.95f,
            Seed = 2,
        },
        new()
        {
            Length = 500,
            Temperature = 1.3f,
            TopP = 0.7f,
            Seed = -77,
        },
        new()
        {
            Length = 500,
            TopK = 1_000_000,
            Seed = 4_000_000_000,
        },
        new() { Length = 1, Seed = 3 },
        new() { Length = 0 },
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CellKind.Lstm, "characters")]
    [DataRow(CellKind.Gru, "characters")]
    [DataRow(CellKind.Lstm, "words")]
    public async Task Run_InNode_WritesWhatCSharpDoes(CellKind cell, string kind)
    {
        var text = kind == "words" ? RandomLanguageModels.Words : RandomLanguageModels.Characters;
        var weights = RandomLanguageModels.Create(text, cell, hidden: 64);
        RandomLanguageModels
            .GeneratorFile(weights, text, new GeneratorOptions { RequiredInputs = true })
            .Save(folder["generator.onnx"]);
        using var model = SequenceModel.From(
            RandomLanguageModels.StepFile(weights, text),
            "step",
            new SessionSettings { Device = Device.Cpu }
        );

        var found = await NodeRuntime.RunAsync(folder["generator.onnx"], [.. Ways.Select(Inputs)]);

        foreach (var (way, answer) in Ways.Zip(found))
            for (var row = 0; row < Prompts.Length; row++)
            {
                using var generator = new TextGenerator(model);
                var expected = generator.Generate(Prompts[row], way with { Seed = way.Seed + row });
                Assert.AreEqual(expected, ((string[])answer.Single().Data)[row], $"{way}, '{Prompts[row]}'");
            }
    }

    [TestMethod]
    public async Task Run_SenselessTemperatureInNode_IsGreedy()
    {
        var text = RandomLanguageModels.Characters;
        RandomLanguageModels
            .GeneratorFile(RandomLanguageModels.Create(text), text, new GeneratorOptions { RequiredInputs = true })
            .Save(folder["generator.onnx"]);
        float[] temperatures = [0, -1, float.NaN];

        var found = await NodeRuntime.RunAsync(
            folder["generator.onnx"],
            [.. temperatures.Select(temperature => Inputs(Ways[1] with { Temperature = temperature }))]
        );

        CollectionAssert.AreEqual(found[0].Single().Data, found[1].Single().Data);
        CollectionAssert.AreEqual(found[0].Single().Data, found[2].Single().Data);
    }

    private static IEnumerable<NamedTensor> Inputs(GenerationOptions options) =>
        [
            NamedTensor.Of("prompt", Prompts, Prompts.Length, 1),
            NamedTensor.Of("length", [(long)options.Length], 1),
            NamedTensor.Of("temperature", [options.Temperature], 1),
            NamedTensor.Of("top_k", [options.TopK], 1),
            NamedTensor.Of("top_p", [options.TopP], 1),
            NamedTensor.Of("seed", [.. Prompts.Select((_, row) => options.Seed + row)], Prompts.Length),
        ];
}
