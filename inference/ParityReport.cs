namespace Rnn.Onnx.Inference;

/// <summary>How closely ONNX Runtime reproduced a trained module.</summary>
/// <param name="Probes">Questions asked.</param>
/// <param name="LargestAbsolute">Largest difference of two values, in the outputs' unit.</param>
/// <param name="LargestRelative">Largest difference as a share of the largest value expected of its output in all probes.</param>
/// <param name="Tolerance">Relative difference that is allowed.</param>
/// <param name="Worst">Output and probe of the largest relative difference.</param>
public sealed record ParityReport(
    int Probes,
    double LargestAbsolute,
    double LargestRelative,
    double Tolerance,
    string Worst
)
{
    /// <summary>Whether the file may be written.</summary>
    public bool Passed => LargestRelative <= Tolerance;
}
