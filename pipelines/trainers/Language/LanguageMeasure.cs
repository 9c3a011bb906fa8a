using System.Globalization;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Measures a language model's file on the text it was trained on, cut as for its training.</summary>
public static class LanguageMeasure
{
    /// <summary>The parts of the text, by the card; null for a file that the model was not trained on.</summary>
    /// <param name="card">A card with a vocabulary.</param>
    /// <param name="path">The text file.</param>
    /// <exception cref="InvalidInputException">The file is no text, or the card has no vocabulary.</exception>
    public static LanguageSplit? Parts(ModelCard card, string path)
    {
        ArgumentNullException.ThrowIfNull(card);
        var text = TextFile.ReadAll(path);
        if (card.TrainingData?.Sha256 != FileHash.Of(path))
            return null;
        var featurizer =
            TextFeaturizer.Of(card)
            ?? throw new InvalidInputException(
                $"Model '{card.Name}': expected a language model with tokenizer and vocabulary in its card, found none."
            );
        var (validation, test) = (Share("validation-share", LanguageSplit.DefaultValidation), Share("test-share", 0));
        return LanguageSplit.For(path, text, featurizer, validation, test);

        double Share(string option, double otherwise) =>
            card.Options.TryGetValue(option, out var word)
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
                ? share
                : otherwise;
    }

    /// <summary>The same file, with the figures of this very file in its card.</summary>
    /// <param name="file">A language model with states, and a card.</param>
    /// <param name="split">The text it was trained on, see <see cref="Parts"/>.</param>
    /// <exception cref="InvalidInputException">The file has no card, or is no such model.</exception>
    public static (ModelFile File, LanguageMetrics Metrics) On(ModelFile file, LanguageSplit split)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(split);
        var card = file.Card ?? throw new InvalidInputException($"Model '{file.Name}': expected a card, found none.");
        using var model = SequenceModel.From(file, file.Name, new SessionSettings { Device = Device.Cpu });
        var metrics = LanguageEvaluation.Measure(model, split.Measured);
        return (file.WithCard(card with { Metrics = LanguageCard.Measured(split, metrics) }), metrics);
    }
}
