using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Writes the card of a translator.</summary>
internal static class TranslationCard
{
    /// <summary>What is known before training: the card that a checkpoint keeps.</summary>
    public static ModelCard Draft(TranslationSetup setup, Seq2Seq model)
    {
        var split = setup.Split;
        var (training, validation, test) = (split.Training.Count, split.Validation.Count, split.Test?.Count ?? 0);
        return new ModelCard
        {
            Task = ModelCard.TranslationTask,
            Name = $"Translator of {split.Training.Name}",
            Architecture = CardFacts.Architecture(model.Options.Recurrent, model),
            Options = TranslationOptionTexts.Of(setup.Options),
            Text = CardText.Of(setup.Source.Options),
            Vocabulary = setup.Source.Vocabulary.Tokens,
            Target = new CardTarget(CardText.Of(setup.Target.Options), setup.Target.Vocabulary.Tokens),
            TrainingData = new CardTrainingData(
                split.Training.Name,
                split.Training.Sha256,
                training + validation + test,
                training,
                validation,
                test
            ),
        };
    }

    /// <summary>How well the file does on the part that is measured, and the perplexity of the module there.</summary>
    public static CardMetrics Measured(TranslationSetup setup, TranslationMetrics measured, double perplexity) =>
        new()
        {
            Part = setup.Split.Test is null ? "validation" : "test",
            Windows = measured.Texts,
            Unit = "texts",
            Model = new Dictionary<string, double>
            {
                ["bleu"] = measured.Bleu.Score,
                ["chrf"] = measured.Chrf.Score,
                ["perplexity"] = perplexity,
            },
        };
}
