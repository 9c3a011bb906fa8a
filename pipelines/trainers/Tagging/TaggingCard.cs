using System.Security.Cryptography;
using System.Text;
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
        var parts = (
            setup.Training.Sentences.Count,
            setup.Validation.Sentences.Count,
            setup.Test?.Sentences.Count ?? 0
        );
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
                File.Exists(setup.Training.Path) ? FileHash.Of(setup.Training.Path) : Hash(setup),
                parts.Item1 + parts.Item2 + parts.Item3,
                parts.Item1,
                parts.Item2,
                parts.Item3
            ),
            Notes = Parts(setup),
        };
    }

    /// <summary>How well the file does on the part that is measured.</summary>
    public static CardMetrics Measured(TaggingSetup setup, TaggingMetrics test)
    {
        var figures = new Dictionary<string, double> { ["accuracy"] = test.Accuracy, ["macroF1"] = test.MacroF1 };
        if (test.UnknownWords > 0)
            figures["unknownWordAccuracy"] = test.UnknownAccuracy;
        if (test.Entities is { } entities)
            figures["entityF1"] = entities.All.F1;
        return new CardMetrics
        {
            Part = setup.Test is null ? "validation" : "test",
            Windows = test.Words,
            Unit = "tokens",
            Model = figures,
        };
    }

    private static string Parts(TaggingSetup setup)
    {
        var (file, other) = (Path.GetFileName(setup.Training.Path), Path.GetFileName(setup.Validation.Path));
        var drawn = file == other ? "of it, drawn at random" : $"of '{other}'";
        var measured =
            setup.Test is not { } test ? "measured on those as well"
            : setup.TestHasItsFile ? $"measured on '{Path.GetFileName(test.Path)}', which nothing else has seen"
            : FormattableString.Invariant($"measured on {test.Sentences.Count} further ones of it");
        return FormattableString.Invariant(
            $"Learned from {setup.Training.Sentences.Count} sentences of '{file}'; the epoch was chosen by {setup.Validation.Sentences.Count} others {drawn}; {measured}."
        );
    }

    // Of sentences that are in memory: as the lines of a file.
    private static string Hash(TaggingSetup setup)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sentence in setup.Training.Sentences.Concat(setup.Validation.Sentences))
        {
            foreach (var (word, tag) in sentence.Words.Zip(sentence.Tags))
                hash.AppendData(Encoding.UTF8.GetBytes($"{word}\t{tag}\n"));
            hash.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
