using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Hosting;

/// <summary>What a <see cref="SequenceModelPool{TIn, TOut}"/> serves, and how.</summary>
/// <param name="ModelFile">An .onnx file, or an ML.NET model (.zip) that holds one.</param>
public sealed record SequenceModelPoolOptions(string ModelFile)
{
    /// <summary>Requests that are scored together at the most. Default: 32.</summary>
    public int MaximumBatch { get; init; } = 32;

    /// <summary>
    /// How long a request may wait for others, while fewer are there than the batch before had; a caller who is alone never waits.
    /// Default: 1 ms; zero sends what is there at once.
    /// </summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Batches that are scored side by side; null for as many as there are cores. Default: null.</summary>
    public int? Lanes { get; init; }

    /// <summary>How often the file is looked at for a change; zero for never. Default: 5 seconds.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How rows are scored; its batch size gives way to <see cref="MaximumBatch"/>. Default: the CPU with one thread a lane.
    /// </summary>
    public ScoreSequencesOptions Scoring { get; init; } = new();

    internal int LaneCount => Lanes ?? Environment.ProcessorCount;

    /// <summary>Refuses values that can not serve.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public SequenceModelPoolOptions Validate()
    {
        if (string.IsNullOrWhiteSpace(ModelFile))
            throw new InvalidInputException(
                "Option model-file: expected the path of an .onnx or .zip file, found none."
            );
        OptionRange.AtLeast(MaximumBatch, 1, "maximum-batch");
        OptionRange.NotNegative(MaximumDelay.TotalMilliseconds, "maximum-delay");
        OptionRange.AtLeast(LaneCount, 1, "lanes");
        OptionRange.NotNegative(ReloadInterval.TotalMilliseconds, "reload-interval");
        Scoring.Validate();
        return this;
    }
}
