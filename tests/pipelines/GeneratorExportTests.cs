using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;
using Device = Rnn.Onnx.Inference.Device;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Language models as files that write: what the module would write, and what the file with states does.</summary>
[TestClass]
public sealed class GeneratorExportTests
{
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };

    public static IEnumerable<object[]> Layers =>
        [
            [new RecurrentOptions { Cell = CellKind.Lstm, Layers = 2 }],
            [new RecurrentOptions { Cell = CellKind.Gru, LearnedInitialState = true }],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.Lstm,
                    LearnedInitialState = true,
                    Layers = 2,
                    Residual = true,
                },
            ],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.ElmanTanh,
                    Layers = 2,
                    Bias = false,
                },
            ],
            [new RecurrentOptions { Cell = CellKind.ElmanRelu }],
            [new RecurrentOptions { Cell = CellKind.Lstm, HandWritten = true }],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    LayerNorm = true,
                    Layers = 2,
                },
            ],
        ];

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Generator_EveryKindOfLayer_WritesWhatTheModuleDoes(RecurrentOptions layers)
    {
        foreach (var tied in new[] { false, true })
        foreach (var text in new[] { RandomLanguageModels.Characters, RandomLanguageModels.Words })
        {
            using var model = Create(layers, text, tied);

            var exported = OnnxExporter.Generator(model, text);

            VerifiedExport.Demand(exported);
            Assert.HasCount(6, exported.Probes);
            CollectionAssert.AreEqual(
                new[] { "prompt", "length", "temperature", "top_k", "top_p", "seed" },
                exported.Inputs.Select(input => input.Name).ToArray()
            );
        }
    }

    [TestMethod]
    public void Generator_LearnedInitialState_IsWhereTheFileWithStatesBegins()
    {
        var text = RandomLanguageModels.Characters;
        var layers = new RecurrentOptions { LearnedInitialState = true, Layers = 2 };
        using var model = Create(layers, text, tied: false);
        var step = OnnxExporter.Export(model, new ExportOptions { Stateful = true });
        var parity = VerifiedExport.Demand(step);
        var card = SequenceCard.Write("a", model, step, parity, new Training.TrainerOptions()) with
        {
            Vocabulary = text.Vocabulary.Tokens,
            Text = CardText.Of(text.Options),
        };
        using var loaded = SequenceModel.From(step.File.WithCard(card), "step", Cpu);
        using var generator = new TextGenerator(loaded);
        using var graph = SequenceModel.From(OnnxExporter.Generator(model, text).File, "generator", Cpu);
        var options = new GenerationOptions { Length = 100, Seed = 4 };

        var expected = generator.Generate("R", options);

        var found = graph.Run(
            NamedTensor.Of("prompt", ["R"], 1, 1),
            NamedTensor.Of("length", [100L], 1),
            NamedTensor.Of("seed", [4L], 1)
        );
        Assert.AreEqual(expected, ((string[])found[0].Data)[0]);
    }

    [TestMethod]
    public void Generator_RequiredInputs_HaveNoDefaults()
    {
        using var model = Create(new RecurrentOptions(), RandomLanguageModels.Characters, tied: false);

        var exported = OnnxExporter.Generator(
            model,
            RandomLanguageModels.Characters,
            new GeneratorOptions { RequiredInputs = true }
        );

        Assert.HasCount(6, exported.File.Inputs);
        Assert.IsEmpty(exported.File.OptionalInputs);
        VerifiedExport.Demand(exported);
    }

    [TestMethod]
    public void Generator_FeaturizerOfAnotherSize_SaysBothSizes()
    {
        using var model = Create(new RecurrentOptions(), RandomLanguageModels.Characters, tied: false);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            OnnxExporter.Generator(model, RandomLanguageModels.Words)
        );
        var (characters, words) = (RandomLanguageModels.Characters.Vocabulary, RandomLanguageModels.Words.Vocabulary);
        Assert.AreEqual(
            $"Generator: expected a featurizer of {characters.Count} tokens, as the model has, found {words.Count}.",
            error.Message
        );
    }

    // Larger weights than fresh ones, so that the text is not the same letter all along.
    private static LanguageModel Create(RecurrentOptions layers, TextFeaturizer text, bool tied)
    {
        torch.manual_seed(3);
        var model = new LanguageModel(
            new LanguageModelOptions
            {
                Recurrent = layers with { Hidden = 12 },
                Vocabulary = text.Vocabulary.Count,
                Embedding = 12,
                TiedWeights = tied,
            }
        );
        using var none = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (name.StartsWith("stack.initial", StringComparison.Ordinal))
                parameter.uniform_(-1, 1);
            else
                parameter.mul_(layers.LayerNorm || layers.Cell == CellKind.ElmanRelu ? 1 : 2);
        }
        return model;
    }
}
