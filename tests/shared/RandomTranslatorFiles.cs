using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Translators of random weights as files, with their cards.</summary>
internal static class RandomTranslatorFiles
{
    /// <summary>The encoder file and the decoder file.</summary>
    public static (ModelFile Encoder, ModelFile Decoder) Pair(
        Seq2SeqWeights weights,
        TextFeaturizer source,
        TextFeaturizer target
    )
    {
        var card = Card(weights, source, target);
        return (
            TranslationEncoderGraph
                .Create(weights)
                .Build()
                .WithCard(card with { Task = ModelCard.TranslationEncoderTask }),
            TranslationDecoderGraph
                .Create(weights)
                .Build()
                .WithCard(card with { Task = ModelCard.TranslationDecoderTask })
        );
    }

    /// <summary>The file that does all by itself.</summary>
    public static ModelFile Whole(
        Seq2SeqWeights weights,
        TextFeaturizer source,
        TextFeaturizer target,
        TranslatorOptions options
    ) => TranslatorGraph.Create(weights, source, target, options).Build().WithCard(Card(weights, source, target));

    private static ModelCard Card(Seq2SeqWeights weights, TextFeaturizer source, TextFeaturizer target) =>
        new()
        {
            Task = ModelCard.TranslationTask,
            Name = "random",
            Architecture = new CardArchitecture(
                weights.Encoder[0].Cell,
                weights.Encoder.Count,
                weights.Encoder[0].Hidden,
                weights.Encoder[0].DirectionCount,
                Dropout: 0,
                Parameters: 0
            ),
            Text = CardText.Of(source.Options),
            Vocabulary = source.Vocabulary.Tokens,
            Target = new CardTarget(CardText.Of(target.Options), target.Vocabulary.Tokens),
        };
}
