using System.Text.Json.Serialization;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Optimization;

/// <summary>How the learning rate goes over a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScheduleKind>))]
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Falls when the validation loss does not (PyTorch's ReduceLROnPlateau).</summary>
    Plateau,

    /// <summary>Falls along half a cosine to the end of the run (Loshchilov and Hutter 2017, equation 5, one cycle).</summary>
    Cosine,

    /// <summary>Rises, then falls to almost nothing (Smith and Topin 2018), along cosines as in PyTorch's OneCycleLR.</summary>
    OneCycle,

    /// <summary>Falls by a factor every few epochs.</summary>
    Step,

    /// <summary>Falls by a factor every epoch.</summary>
    Exponential,
}

/// <summary>A learning-rate schedule and its constants; the highest rate is <see cref="TrainerOptions.LearningRate"/>.</summary>
public sealed record ScheduleSettings
{
    /// <summary>Which one. Default: <see cref="ScheduleKind.Constant"/>.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>Optimizer steps over which the rate rises in a line to the schedule's (Goyal et al. 2017), with any of them. Default: 0.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>What plateau, step and exponential multiply the rate by. Default: 0.5.</summary>
    public double Gamma { get; init; } = 0.5;

    /// <summary>Epochs between two falls of <see cref="ScheduleKind.Step"/>. Default: 10.</summary>
    public int StepEpochs { get; init; } = 10;

    /// <summary>Epochs without a better validation loss before <see cref="ScheduleKind.Plateau"/> falls. Default: 5.</summary>
    public int PlateauPatience { get; init; } = 5;

    /// <summary>Share of the loss by which an epoch must be better to count, for <see cref="ScheduleKind.Plateau"/>. Default: 1e-4.</summary>
    public double PlateauThreshold { get; init; } = 1e-4;

    /// <summary>Lowest rate of plateau and cosine, as a share of the highest. Default: 0.</summary>
    public double LowestShare { get; init; }

    /// <summary>Share of the steps on which <see cref="ScheduleKind.OneCycle"/> rises. Default: 0.3.</summary>
    public double RisingShare { get; init; } = 0.3;

    /// <summary>The rate with which <see cref="ScheduleKind.OneCycle"/> begins is the highest over this. Default: 25.</summary>
    public double StartDivisor { get; init; } = 25;

    /// <summary>The rate with which <see cref="ScheduleKind.OneCycle"/> ends is its first over this. Default: 10,000.</summary>
    public double EndDivisor { get; init; } = 10_000;

    /// <summary>Whether the rate depends on how many steps the whole run has.</summary>
    internal bool KnowsTheEnd => Kind is ScheduleKind.Cosine or ScheduleKind.OneCycle;

    /// <summary>The rate at a point of a run, as a share of the highest: a function of its arguments alone.</summary>
    public double Share(SchedulePoint at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var behindWarmup = at with { Step = at.Step - WarmupSteps, Steps = at.Steps - WarmupSteps };
        return at.Step < WarmupSteps
            ? (at.Step + 1.0) / WarmupSteps * Schedules.Share(this, behindWarmup with { Step = 0 })
            : Schedules.Share(this, behindWarmup);
    }

    /// <summary>Refuses values that no rate can be computed from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public ScheduleSettings Validate()
    {
        OptionRange.AtLeast(WarmupSteps, 0, "warmup");
        OptionRange.Within(Gamma, double.Epsilon, 1, "gamma");
        OptionRange.AtLeast(StepEpochs, 1, "step-epochs");
        OptionRange.AtLeast(PlateauPatience, 0, "plateau-patience");
        OptionRange.Within(PlateauThreshold, 0, 1, "plateau-threshold");
        OptionRange.Within(LowestShare, 0, 1, "lowest-share");
        OptionRange.Within(RisingShare, double.Epsilon, 1, "rising-share");
        OptionRange.AtLeast(StartDivisor, 1, "start-divisor");
        OptionRange.AtLeast(EndDivisor, 1, "end-divisor");
        return this;
    }
}
