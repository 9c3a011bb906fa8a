using System.Text.Json;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>What must be the same for a resumed run to end as one that was never interrupted.</summary>
internal static class ResumeRules
{
    /// <summary>Compares a checkpoint with the run that is to go on from it.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">Model, options or data are others.</exception>
    public static void Require(Checkpoint? checkpoint, CheckpointHeader run)
    {
        if (checkpoint is null)
            return;
        var (stored, path) = (checkpoint.Header, checkpoint.Path);
        if (!string.Equals(stored.Model?.Kind, run.Model?.Kind, StringComparison.Ordinal))
            throw CheckpointFormat.Wrong(
                path,
                $"expected a model of the kind {run.Model?.Kind ?? "unnamed"}, found {stored.Model?.Kind ?? "unnamed"}"
            );
        RequireSame(stored.Model?.OptionsJson ?? "null", run.Model?.OptionsJson ?? "null", "model option", path);
        RequireSame(
            JsonSerializer.Serialize(Comparable(stored.Options, run.Options), CheckpointJson.Default.TrainerOptions),
            JsonSerializer.Serialize(run.Options, CheckpointJson.Default.TrainerOptions),
            "option",
            path
        );
        if (stored.Data != run.Data)
            throw CheckpointFormat.Wrong(
                path,
                $"expected data of {run.Data.TrainingRows} rows in {run.Data.TrainingBatches} batches to train on and {run.Data.ValidationRows} to validate on, found {stored.Data.TrainingRows} in {stored.Data.TrainingBatches} and {stored.Data.ValidationRows}"
            );
    }

    // How long to go on may change, and where: but not how many steps a schedule reckons with.
    private static TrainerOptions Comparable(TrainerOptions stored, TrainerOptions run) =>
        stored with
        {
            Epochs = run.Schedule.KnowsTheEnd ? stored.Epochs : run.Epochs,
            Patience = run.Patience,
            Threads = run.Threads,
            Device = run.Device,
        };

    private static void RequireSame(string stored, string run, string what, string path)
    {
        if (JsonDifference.First(stored, run) is { } difference)
            throw CheckpointFormat.Wrong(
                path,
                $"expected {what} {difference.Place} {difference.Right}, found {difference.Left}: a run goes on with the options it began with"
            );
    }
}
