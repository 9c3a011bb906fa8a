using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The single file of a translator with random weights, beside the reference.</summary>
internal sealed class TranslatorRun : IDisposable
{
    private const double Tolerance = 1e-4;
    private readonly SequenceModel model;
    private readonly ReferenceTranslator reference;

    public TranslatorRun(Seq2SeqWeights weights, TranslatorOptions options)
    {
        Options = options;
        var graph = TranslatorGraph.Create(weights, RandomTranslators.Source, RandomTranslators.Target, options);
        model = SequenceModel.From(graph.Build(), "translator", new SessionSettings { Device = Device.Cpu });
        reference = new(weights, RandomTranslators.Source, RandomTranslators.Target);
    }

    public TranslatorOptions Options { get; }

    public void Dispose() => model.Dispose();

    /// <summary>All outputs by their names, searched as told where that is an input.</summary>
    public Dictionary<string, NamedTensor> Run(string[] texts, DecodingOptions? decoding = null)
    {
        List<NamedTensor> inputs = [NamedTensor.Of("text", texts, texts.Length, 1)];
        if (decoding is not null)
        {
            inputs.Add(NamedTensor.Of("beam_size", [decoding.BeamSize], 1));
            inputs.Add(NamedTensor.Of("length_penalty", [decoding.LengthPenalty], 1));
            inputs.Add(NamedTensor.Of("coverage_penalty", [decoding.CoveragePenalty], 1));
            inputs.Add(NamedTensor.Of("max_length", [decoding.MaximumLength], 1));
            inputs.Add(NamedTensor.Of("max_ratio", [decoding.MaximumRatio], 1));
            inputs.RemoveAll(input => input.Name != "text" && model.File.OptionalInputs.All(o => o.Name != input.Name));
        }
        return model.Run(inputs).ToDictionary(output => output.Name);
    }

    /// <summary>Holds the file against the reference; what is fixed in the file counts as it is there.</summary>
    public void AreEqual(string[] texts, DecodingOptions decoding)
    {
        decoding = decoding with
        {
            NoRepeatNgram = Options.Decoding.NoRepeatNgram,
            Best = Options.Decoding.Best,
            ReplaceUnknown = Options.Decoding.ReplaceUnknown,
        };
        var found = Run(texts, decoding);
        for (var row = 0; row < texts.Length; row++)
        {
            var expected = reference.Translate(texts[row], decoding);
            for (var i = 0; i < expected.Length; i++)
            {
                var place = $"'{texts[row]}', {decoding}, {i}";
                var score = found["score"].Floats[(row * expected.Length) + i];
                Assert.AreEqual(expected[i].Text, found["translation"].Strings[(row * expected.Length) + i], place);
                if (double.IsNegativeInfinity(expected[i].Score))
                    Assert.AreEqual(float.NegativeInfinity, score, place);
                else
                    Assert.AreEqual(expected[i].Score, score, Tolerance, place);
            }
            if (found.TryGetValue("attention", out var attention))
                AreEqual(expected[0], attention, row, texts[row]);
        }
    }

    private static void AreEqual(ReferenceTranslation expected, NamedTensor attention, int row, string text)
    {
        var (target, source) = ((int)attention.Shape[1], (int)attention.Shape[2]);
        for (var t = 0; t < target; t++)
        {
            var shares = attention.Floats.AsSpan(((row * target) + t) * source, source).ToArray();
            double[] plain = t < expected.Attention.Length ? expected.Attention[t] : [];
            for (var s = 0; s < source; s++)
                Assert.AreEqual(s < plain.Length ? plain[s] : 0, shares[s], 1e-4, $"'{text}' {t}, {s}");
            Assert.AreEqual(plain.Length > 0 ? 1 : 0, shares.Sum(), 1e-5, $"'{text}' {t}");
        }
    }
}
