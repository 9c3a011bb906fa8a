using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>How the loss of a translator counts.</summary>
public sealed record TranslationLoss
{
    /// <summary>
    /// Share of each target that is spread over all tokens while training (Szegedy et al. 2016, section 7), 0 to below 1. Default: 0.1.
    /// </summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>What the decoder reads while it is trained. Default: always the true tokens.</summary>
    public TeacherForcing TeacherForcing { get; init; } = new();

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TranslationLoss Validate()
    {
        OptionRange.Within(LabelSmoothing, 0, 1, "label-smoothing");
        TeacherForcing.Validate();
        return this;
    }
}
