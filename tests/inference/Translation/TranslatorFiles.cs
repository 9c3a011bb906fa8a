using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>Translators of random weights as pairs of files, with their cards.</summary>
internal static class TranslatorFiles
{
    public static SessionSettings Cpu { get; } = new() { Device = Device.Cpu };

    /// <summary>The two files.</summary>
    public static (ModelFile Encoder, ModelFile Decoder) Create(Seq2SeqWeights weights)
    {
        var card = Card(weights, ModelCard.TranslationEncoderTask);
        return (
            TranslationEncoderGraph.Create(weights).Build().WithCard(card),
            TranslationDecoderGraph
                .Create(weights)
                .Build()
                .WithCard(card with { Task = ModelCard.TranslationDecoderTask })
        );
    }

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

    private static ModelCard Card(Seq2SeqWeights weights, string task) =>
        new()
        {
            Task = task,
            Name = "random",
            Architecture = new CardArchitecture(
                weights.Encoder[0].Cell,
                weights.Encoder.Count,
                weights.Encoder[0].Hidden,
                weights.Encoder[0].DirectionCount,
                Dropout: 0,
                Parameters: 0
            ),
            Text = CardText.Of(RandomTranslators.Source.Options),
            Vocabulary = RandomTranslators.Source.Vocabulary.Tokens,
            Target = new CardTarget(
                CardText.Of(RandomTranslators.Target.Options),
                RandomTranslators.Target.Vocabulary.Tokens
            ),
        };
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
