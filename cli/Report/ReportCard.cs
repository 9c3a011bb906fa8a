using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Checkpoints;

namespace Rnn.Onnx.Cli.Report;

/// <summary>The card that a report shows: the file's, with the history of a run where one is named, or what the run itself says.</summary>
internal static class ReportCard
{
    /// <exception cref="InvalidInputException">There is neither, or the file has no card.</exception>
    public static ModelCard Of(string? file, string? run)
    {
        if (file is null && run is null)
            throw new InvalidInputException(
                "Argument model: expected an .onnx file, or --run with a run's folder, found neither."
            );
        var card = file is null ? null : Card(file);
        if (run is null)
            return card!;
        var checkpoint = Checkpoint.Open(run);
        card ??= checkpoint.Model?.Context is { } context
            ? ModelCard.FromJson(context, checkpoint.Path)
            : throw new InvalidInputException(
                $"Checkpoint '{checkpoint.Path}': expected the card of its model, found none."
            );
        return CheckpointExport.WithHistory(card, checkpoint);
    }

    private static ModelCard Card(string file) =>
        ModelFile.Open(file).Card
        ?? throw new InvalidInputException($"Model '{file}': expected a card to report on, found none.");
}
