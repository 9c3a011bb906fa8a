using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>ONNX Runtime does not reproduce the trained module, so there is no export.</summary>
public sealed class ParityException : Exception
{
    /// <summary>Says by how much, and where.</summary>
    public ParityException(ParityReport report)
        : base(
            FormattableString.Invariant(
                $"The export was not written: ONNX Runtime differs from the trained module by {report?.LargestRelative:G3} (relative) in {report?.Worst}, expected at most {report?.Tolerance:G3}."
            )
        ) { }
}
