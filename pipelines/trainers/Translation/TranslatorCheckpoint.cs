using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From the checkpoint of a translator to its files, without the data it was trained on.</summary>
public static class TranslatorCheckpoint
{
    /// <summary>How a translator searches where it is told nothing else, as its card says.</summary>
    public static DecodingOptions Decoding(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var plain = new DecodingOptions();
        return new DecodingOptions
        {
            BeamSize = (long)Number("beam", plain.BeamSize),
            LengthPenalty = (float)Number("length-penalty", plain.LengthPenalty),
            CoveragePenalty = (float)Number("coverage-penalty", plain.CoveragePenalty),
            MaximumLength = (long)Number("max-length", plain.MaximumLength),
            MaximumRatio = (float)Number("max-ratio", plain.MaximumRatio),
            NoRepeatNgram = (int)Number("no-repeat-ngram", plain.NoRepeatNgram),
            Best = (int)Number("best", plain.Best),
            ReplaceUnknown = !card.Options.TryGetValue("replace-unknown", out var text) || text != "false",
        };

        double Number(string option, double otherwise) =>
            card.Options.TryGetValue(option, out var word)
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : otherwise;
    }

    /// <summary>The two files of the run's best weights, for programs that decode themselves.</summary>
    /// <param name="checkpoint">A run that trains a translator.</param>
    /// <param name="options">How the files are written.</param>
    /// <exception cref="InvalidInputException">The run trains another model, or an option does not fit it.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the module.</exception>
    public static TranslatorFiles Steps(Checkpoint checkpoint, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (checkpoint.Model is not { Kind: nameof(Seq2Seq), Context: { } context } described)
            throw new InvalidInputException(
                $"Checkpoint '{checkpoint.Path}': expected a run that trains a {nameof(Seq2Seq)}, found {checkpoint.Model?.Kind ?? "no description of its model"}."
            );
        using var model = (Seq2Seq)ModelFactory.Create(new ModelSpecification(described.Kind, described.OptionsJson));
        checkpoint.RestoreBest(model);
        var draft = ModelCard.FromJson(context, checkpoint.Path).WithHistory(checkpoint.History, checkpoint.Best);
        return TranslatorFiles.Of(model, draft, options);
    }

    /// <summary>The export of a module whose run keeps a card.</summary>
    internal static ExportedModel Export(Seq2Seq model, ModelCard? draft, TranslatorOptions? options, string path)
    {
        if (draft is not { Target: { } target } || TextFeaturizer.Of(draft) is not { } source)
            throw new InvalidInputException(
                $"Checkpoint '{path}': expected the card of a translator with the texts of both sides, found none."
            );
        return OnnxExporter.Translator(
            model,
            source,
            new TextFeaturizer(target.Text.ToOptions(), new Vocabulary(target.Vocabulary)),
            options ?? new TranslatorOptions { Decoding = Decoding(draft) }
        );
    }
}
