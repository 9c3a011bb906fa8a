using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
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
    /// <returns>
    /// The export, its file with the card that the run keeps for it, where it keeps one, and how closely ONNX Runtime
    /// reproduced the module. The card has no metrics: those need data.
    /// </returns>
    /// <exception cref="InvalidInputException">The checkpoint does not say what its model is, or an option does not fit it.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the module.</exception>
    public static (ExportedModel Exported, ModelFile File, ParityReport Parity) Run(
        Checkpoint checkpoint,
        ExportOptions? options = null
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
        // A language model's file is read step by step, however the rest is written.
        if (model is LanguageModel && described.Context is not null)
            options = (options ?? new ExportOptions()) with { Stateful = true };
        var exported = OnnxExporter.Export(model, options);
        var parity = VerifiedExport.Demand(exported);
        if (described.Context is null)
            return (exported, exported.File, parity);
        var draft = ModelCard.FromJson(described.Context, checkpoint.Path);
        var card = model is Forecaster { Options: var forecaster }
            ? ForecastCard.Exported(draft, forecaster, exported.File, parity)
            : draft.WithExport(exported, parity);
        return (exported, exported.File.WithCard(card), parity);
    }
}
