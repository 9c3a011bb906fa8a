using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From a checkpoint to a verified model file, without the data it was trained on.</summary>
public static class CheckpointExport
{
    /// <summary>Builds the model again, gives it the best weights of the run, exports and verifies it.</summary>
    /// <param name="checkpoint">A run that says which model it trains.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="translation">What the file of a translator does and gives; null as the run was told.</param>
    /// <returns>
    /// The export, its file with the card that the run keeps for it, where it keeps one, and how closely ONNX Runtime
    /// reproduced the module. The card has no metrics: those need data.
    /// </returns>
    /// <exception cref="InvalidInputException">The checkpoint does not say what its model is, or an option does not fit it.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the module.</exception>
    public static (ExportedModel Exported, ModelFile File, ParityReport Parity) Run(
        Checkpoint checkpoint,
        ExportOptions? options = null,
        TranslatorOptions? translation = null
    )
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var described =
            checkpoint.Model
            ?? throw new InvalidInputException(
                $"Checkpoint '{checkpoint.Path}': expected a description of its model, found none."
            );
        using var model = ModelFactory.Create(new ModelSpecification(described.Kind, described.OptionsJson));
        checkpoint.RestoreBest(model);
        var draft = described.Context is { } context ? ModelCard.FromJson(context, checkpoint.Path) : null;
        var exported = model is Seq2Seq translator
            ? TranslatorCheckpoint.Export(translator, draft, translation, checkpoint.Path)
            : OnnxExporter.Export(model, Meant(options ?? new ExportOptions(), draft));
        var parity = VerifiedExport.Demand(exported);
        if (draft is null)
            return (exported, exported.File, parity);
        var run = WithHistory(draft, checkpoint);
        var card = model is Forecaster { Options: var forecaster }
            ? ForecastCard.Exported(run, forecaster, exported.File, parity)
            : run.WithExport(exported, parity);
        return (exported, exported.File.WithCard(card), parity);
    }

    /// <summary>A card with the epochs of a run so far, and which of them is the best.</summary>
    /// <param name="card">A card of the model that the run trains.</param>
    /// <param name="checkpoint">The run.</param>
    public static ModelCard WithHistory(ModelCard card, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return card.WithHistory(checkpoint.History, checkpoint.Best);
    }

    // What the run was meant for: a classifier of texts takes texts; a language model's file is read step by step.
    private static ExportOptions Meant(ExportOptions options, ModelCard? draft) =>
        draft?.Task switch
        {
            ModelCard.ClassificationTask => options with { Text = options.Text ?? TextFeaturizer.Of(draft) },
            ModelCard.LanguageModelTask => options with { Stateful = true },
            _ => options,
        };
}
