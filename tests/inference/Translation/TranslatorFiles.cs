using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>Translators of random weights as pairs of files, with their cards.</summary>
internal static class TranslatorFiles
{
    public static SessionSettings Cpu { get; } = new() { Device = Device.Cpu };

    /// <summary>The two files.</summary>
    public static (ModelFile Encoder, ModelFile Decoder) Create(Seq2SeqWeights weights) =>
        RandomTranslatorFiles.Pair(weights, RandomTranslators.Source, RandomTranslators.Target);

    /// <summary>A translator with the files in memory.</summary>
    public static LoadedTranslator Load(Seq2SeqWeights weights)
    {
        var (encoder, decoder) = Create(weights);
        return new(SequenceModel.From(encoder, "encoder", Cpu), SequenceModel.From(decoder, "decoder", Cpu));
    }

    /// <summary>What the equations say to a text.</summary>
    public static PlainModel Plain(Seq2SeqWeights weights, string text)
    {
        var plain = new PlainSeq2Seq(weights);
        var ids = RandomTranslators.Source.Ids(text);
        var (outputs, first) = plain.Encode(ids);
        // Each beginning once: (logits of what follows, where that looked, the states).
        var known = new Dictionary<string, (double[] Logits, double[] Shares, PlainState Next)>();
        return new(
            ids.Length,
            tokens => [.. Step(tokens).Logits.Select(logit => (float)logit)],
            plain.HasAttention ? tokens => [.. Step(tokens).Shares.Select(share => (float)share)] : null
        );

        (double[] Logits, double[] Shares, PlainState Next) Step(int[] tokens)
        {
            var key = string.Join(' ', tokens);
            if (!known.TryGetValue(key, out var step))
            {
                var state = tokens.Length == 0 ? first : Step(tokens[..^1]).Next;
                step = known[key] = plain.Step(outputs, tokens.Length == 0 ? Vocabulary.Begin : tokens[^1], state);
            }
            return step;
        }
    }
}

/// <summary>A translator that disposes its models with itself.</summary>
internal sealed class LoadedTranslator(SequenceModel encoder, SequenceModel decoder) : IDisposable
{
    public Translator Translator { get; } = new(encoder, decoder);

    public void Dispose()
    {
        Translator.Dispose();
        encoder.Dispose();
        decoder.Dispose();
    }
}
