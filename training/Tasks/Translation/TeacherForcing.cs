using System.Text.Json.Serialization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Optimization;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>How the share of true tokens that a decoder reads while it is trained goes over a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TeacherForcingKind>))]
public enum TeacherForcingKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Falls in a line from the first step to the last (Bengio et al. 2015, section 2.4, linear decay).</summary>
    Linear,

    /// <summary>Falls as k / (k + exp(i / k)) over the steps i (Bengio et al. 2015, section 2.4, inverse sigmoid decay).</summary>
    InverseSigmoid,
}

/// <summary>
/// Scheduled sampling (Bengio et al. 2015): while a decoder is trained, it reads the true token in front of a step with this
/// probability, drawn anew for every token, and otherwise the one it thought the likeliest. Below 1, training goes step by step.
/// </summary>
public sealed record TeacherForcing
{
    /// <summary>How the share goes over the run. Default: <see cref="TeacherForcingKind.Constant"/>.</summary>
    public TeacherForcingKind Kind { get; init; } = TeacherForcingKind.Constant;

    /// <summary>The share at the beginning, 0 to 1; with inverse sigmoid decay what the decay is multiplied by. Default: 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The least share of a linear decay, at the run's last step. Default: 0.5.</summary>
    public double FinalShare { get; init; } = 0.5;

    /// <summary>k of the inverse sigmoid decay, in optimizer steps, 1 or more. Default: 1000.</summary>
    public double Decay { get; init; } = 1000;

    /// <summary>The share at a step.</summary>
    public double At(SchedulePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Kind switch
        {
            TeacherForcingKind.Linear => Share
                + (FinalShare - Share) * Math.Min(1, point.Step / Math.Max(1.0, point.Steps - 1)),
            TeacherForcingKind.InverseSigmoid => Share * Decay / (Decay + Math.Exp(point.Step / Decay)),
            _ => Share,
        };
    }

    /// <summary>Refuses values that are no shares.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TeacherForcing Validate()
    {
        RequireShare(Share, "teacher-forcing");
        RequireShare(FinalShare, "final-teacher-forcing");
        OptionRange.AtLeast(Decay, 1, "teacher-forcing-decay");
        return this;
    }

    private static void RequireShare(double value, string option)
    {
        if (!(value is >= 0 and <= 1))
            throw new InvalidInputException(
                FormattableString.Invariant($"Option {option}: expected a value from 0 to 1, found {value}.")
            );
    }
}
