using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>Where a run keeps its checkpoint and its history, and whether it goes on from the one that is there.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The folder; made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether to go on from the folder's checkpoint; otherwise there must be none. Default: no.</summary>
    public bool Resume { get; init; }

    /// <summary>Epochs between two checkpoints; the end of a run always writes one. Default: 1.</summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>
    /// Whether nothing is written unless the run is cancelled: then the checkpoint of the last whole epoch. Until then it is kept in
    /// memory, as large as the weights and what the optimizer knows. Default: no.
    /// </summary>
    public bool OnlyWhenStopped { get; init; }

    /// <summary>Refuses values that no checkpoint can be written with.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public CheckpointOptions Validate()
    {
        OptionRange.AtLeast(EveryEpochs, 1, "checkpoint-every");
        return string.IsNullOrWhiteSpace(Folder)
            ? throw new InvalidInputException("Option checkpoint: expected a folder, found none.")
            : this;
    }
}
