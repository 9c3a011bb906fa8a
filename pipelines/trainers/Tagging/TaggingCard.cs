using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Writes the card of a tagger of words.</summary>
internal static class TaggingCard
{
    /// <summary>What is known before training: the card that a checkpoint keeps.</summary>
    public static ModelCard Draft(TaggingSetup setup, WordTagger model)
    {
        var parts = (setup.Training.Sentences.Count, setup.Validation.Sentences.Count, setup.Test.Sentences.Count);
        return new ModelCard
        {
            Task = ModelCard.TaggingTask,
            Name = $"Words as {string.Join(", ", model.Options.Labels)}",
            Architecture = CardFacts.Architecture(model.Options.Recurrent, model),
            Options = TaggingOptionTexts.Of(setup),
            Labels = model.Options.Labels,
            Vocabulary = model.Featurizer.Words.Tokens,
            Spelling = new CardSpelling(model.Featurizer.Characters.Tokens, model.Featurizer.MaximumCharacters),
            TrainingData = new CardTrainingData(
                Path.GetFileName(setup.Training.Path),
                File.Exists(setup.Training.Path) ? FileHash.Of(setup.Training.Path) : "",
                parts.Item1 + parts.Item2 + parts.Item3,
                parts.Item1,
                parts.Item2,
                parts.Item3
            ),
            Notes = Parts(setup),
        };
    }

    /// <summary>How well the file does on the test part.</summary>
    public static CardMetrics Measured(TaggingMetrics test)
    {
        var figures = new Dictionary<string, double> { ["accuracy"] = test.Accuracy, ["macroF1"] = test.MacroF1 };
        if (test.UnknownWords > 0)
            figures["unknownWordAccuracy"] = test.UnknownAccuracy;
        if (test.Entities is { } entities)
            figures["entityF1"] = entities.All.F1;
        return new CardMetrics
        {
            Windows = test.Words,
            Unit = "tokens",
            Model = figures,
        };
    }

    private static string Parts(TaggingSetup setup)
    {
        var (file, test) = (Path.GetFileName(setup.Training.Path), Path.GetFileName(setup.Test.Path));
        var measured = setup.TestHasItsFile
            ? $"measured on '{test}', which nothing else has seen"
            : FormattableString.Invariant($"measured on {setup.Test.Sentences.Count} further ones of it");
        return FormattableString.Invariant(
            $"Learned from {setup.Training.Sentences.Count} sentences of '{file}'; the epoch was chosen by {setup.Validation.Sentences.Count} others of it, drawn at random; {measured}."
        );
    }
}
