using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What the options of all ML.NET trainers have in common: where the model goes, and how it scores.</summary>
public abstract record RnnTrainerOptions
{
    private protected RnnTrainerOptions() { }

    /// <summary>Where the .onnx file goes. Default: null, nowhere: the transformer holds it.</summary>
    public string? ModelFile { get; init; }

    /// <summary>How the trained transformer scores. Default: see <see cref="ScoreSequencesOptions"/>.</summary>
    public ScoreSequencesOptions Scoring { get; init; } = new();

    /// <summary>Stops the training between two steps; nothing is left behind. Default: none.</summary>
    public CancellationToken Cancellation { get; init; }

    private protected void ValidateBase()
    {
        Scoring.Validate();
        if (ModelFile is not null)
            AtomicFile.RequireWritable(ModelFile);
    }
}
