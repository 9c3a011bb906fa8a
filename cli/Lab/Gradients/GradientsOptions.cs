using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary>How gradients are measured on their way back.</summary>
internal sealed record GradientsOptions
{
    /// <summary>Hidden units, H. Default: 64.</summary>
    public int Hidden { get; init; } = 64;

    /// <summary>Steps, T. Default: 100.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>
    /// Recurrent weights are normal with deviation scale/√H, so that the largest eigenvalue of such a matrix is about the scale.
    /// Default: 0.5, 1 and 4.
    /// </summary>
    public IReadOnlyList<double> Scales { get; init; } = [0.5, 1, 4];

    /// <summary>The bound of clipped norms. Default: 1.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Seed of all draws. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public GradientsOptions Validate()
    {
        OptionRange.AtLeast(Hidden, 1, "hidden");
        OptionRange.AtLeast(Steps, 2, "steps");
        OptionRange.Positive(Clip, "clip");
        if (Scales.Count == 0)
            throw new InvalidInputException("Option scales: expected at least one number, found none.");
        foreach (var scale in Scales)
            OptionRange.Positive(scale, "scales");
        return this;
    }
}
