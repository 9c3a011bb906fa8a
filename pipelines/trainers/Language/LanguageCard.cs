using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Writes the card of a language model.</summary>
internal static class LanguageCard
{
    /// <summary>What is known before training: the card that a checkpoint keeps.</summary>
    public static ModelCard Draft(LanguageSplit split, LanguageTrainingOptions options, LanguageModel model)
    {
        var (training, validation, test) = (
            split.Training.Ids.Length,
            split.Validation.Ids.Length,
            split.Test?.Ids.Length ?? 0
        );
        var file = Path.GetFileName(split.Path);
        return new ModelCard
        {
            Task = ModelCard.LanguageModelTask,
            Name = $"{Unit(split)[..1].ToUpperInvariant()}{Unit(split)[1..]} of {file}",
            Architecture = CardFacts.Architecture(model.Recurrent, model),
            Options = new Dictionary<string, string>(
                TextCard.Options(options.Training, options.Model, options.Text, options.Vocabulary)
            )
            {
                ["segment"] = TextCard.Text(options.Segment),
                ["test-share"] = TextCard.Text(options.TestShare),
                ["tied"] = TextCard.Text(options.Model.TiedWeights),
                ["validation-share"] = TextCard.Text(options.ValidationShare),
            },
            Vocabulary = split.Featurizer.Vocabulary.Tokens,
            Text = CardText.Of(split.Featurizer.Options),
            TrainingData = new CardTrainingData(
                file,
                File.Exists(split.Path) ? FileHash.Of(split.Path) : null,
                training + validation + test,
                training,
                validation,
                test
            ),
        };
    }

    /// <summary>How well the file predicts its part, beside the frequencies of the training part.</summary>
    public static CardMetrics Measured(LanguageSplit split, LanguageMetrics measured) =>
        new()
        {
            Part = split.Test is null ? "validation" : "test",
            Windows = measured.Tokens,
            Unit = Unit(split),
            Model = measured.ForCard(),
            Naive = new Dictionary<string, IReadOnlyDictionary<string, double>>
            {
                ["frequencies"] = TokenFrequencies
                    .Measure(split.Training, split.Measured, split.Featurizer.Vocabulary.Count)
                    .ForCard(),
            },
        };

    private static string Unit(LanguageSplit split) =>
        split.Featurizer.Options.Tokenizer == TokenizerKind.Characters ? "characters" : "tokens";
}
