using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Tests.Translation;

[TestClass]
public sealed class TranslatorStepsTests
{
    public static IEnumerable<string> Names => SampleTranslators.All.Keys;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Steps_ModelsOfAllKinds_AreReproducedByTheRuntime(string name)
    {
        using var model = SampleTranslators.Create(SampleTranslators.All[name]);

        var steps = OnnxExporter.Steps(model);

        var (encoder, decoder) = (VerifiedExport.Demand(steps.Encoder), VerifiedExport.Demand(steps.Decoder));
        Assert.AreEqual(9, encoder.Probes);
        Assert.AreEqual(54, decoder.Probes);
        Assert.IsGreaterThan(0, encoder.LargestAbsolute, "Nothing was compared.");
        Assert.IsGreaterThan(0, decoder.LargestAbsolute, "Nothing was compared.");
    }

    [TestMethod]
    public void Steps_WithAttention_ItSumsTo1AndIs0OnPadding()
    {
        using var model = SampleTranslators.Create(SampleTranslators.All["gru, additive, feeding"]);

        foreach (var probe in OnnxExporter.Steps(model).Decoder.Probes)
        {
            // The file gives the same, as the test above shows.
            var attention = probe.Outputs.Single(output => output.Name == TranslationDecoderGraph.Attention);
            var mask = probe.Inputs.Single(input => input.Name == TranslationDecoderGraph.AttentionMask).Longs;
            var (lanes, source) = ((int)attention.Shape[1], (int)attention.Shape[2]);
            foreach (var (i, row) in attention.Floats.Chunk(source).Index())
            {
                Assert.AreEqual(1, row.Sum(), 1e-5f, probe.Description);
                foreach (var (weight, real) in row.Zip(mask.Skip(i / lanes * source)))
                    Assert.AreEqual(real == 0, weight == 0, probe.Description);
            }
        }
    }
}
