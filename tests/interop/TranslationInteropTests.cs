using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A translator's files, opened by programs that are not ours.</summary>
[TestClass]
public sealed class TranslationInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Create_BothFiles_AreAcceptedByTheReferenceChecker()
    {
        TranslatorForm[] forms =
        [
            new(CellKind.Gru, AttentionKind.General),
            new(CellKind.Lstm, AttentionKind.Additive) { Layers = 2, InputFeeding = true },
            new(CellKind.ElmanTanh, AttentionKind.None),
        ];
        foreach (var weights in forms.Select(RandomTranslators.Create))
        {
            TranslationEncoderGraph.Create(weights).Build().Save(folder["encoder_model.onnx"]);
            TranslationDecoderGraph.Create(weights).Build().Save(folder["decoder_model.onnx"]);

            _ = await ReferenceChecker.AcceptAsync(folder["encoder_model.onnx"]);
            var found = await ReferenceChecker.AcceptAsync(folder["decoder_model.onnx"]);
            Assert.AreEqual("logits", found.GetProperty("outputs")[0].GetString());
        }
    }

    [TestMethod]
    public async Task Run_WholeTranslatorInNode_GivesWhatCSharpDoes()
    {
        (TranslatorForm Form, int Best, DecodingOptions Way)[] runs =
        [
            (new() { Seed = 5 }, 1, new() { BeamSize = 1 }),
            (new() { Seed = 5 }, 3, new() { BeamSize = 5, CoveragePenalty = 0.2f }),
            (
                new(CellKind.Lstm, AttentionKind.Additive)
                {
                    Layers = 2,
                    InputFeeding = true,
                    Tied = true,
                    EndBias = -3,
                },
                2,
                new()
                {
                    BeamSize = 30,
                    LengthPenalty = 0.5f,
                    MaximumLength = 9,
                }
            ),
        ];
        foreach (var (form, best, way) in runs)
        {
            var options = new TranslatorOptions
            {
                RequiredInputs = true,
                Attention = true,
                Decoding = new() { Best = best, NoRepeatNgram = 3 },
            };
            var file = TranslatorGraph
                .Create(RandomTranslators.Create(form), RandomTranslators.Source, RandomTranslators.Target, options)
                .Build();
            file.Save(folder["translator.onnx"]);
            using var model = SequenceModel.From(file, "translator", new SessionSettings { Device = Device.Cpu });

            var found = await NodeRuntime.RunAsync(folder["translator.onnx"], Inputs(way));

            NodeRuntime.AreEqual(model.Run([.. Inputs(way)]), found[0], $"{form}, {way}");
        }
    }

    private static IEnumerable<NamedTensor> Inputs(DecodingOptions way) =>
        [
            NamedTensor.Of("text", RandomTranslators.Texts, RandomTranslators.Texts.Length, 1),
            NamedTensor.Of("beam_size", [way.BeamSize], 1),
            NamedTensor.Of("length_penalty", [way.LengthPenalty], 1),
            NamedTensor.Of("coverage_penalty", [way.CoveragePenalty], 1),
            NamedTensor.Of("max_length", [way.MaximumLength], 1),
            NamedTensor.Of("max_ratio", [way.MaximumRatio], 1),
        ];
}
