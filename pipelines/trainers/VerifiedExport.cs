using Rnn.Onnx.Inference;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Turns an export into a model, or refuses it.</summary>
public static class VerifiedExport
{
    /// <summary>Replays the module's answers with ONNX Runtime.</summary>
    /// <param name="exported">The graph and the module's answers.</param>
    /// <param name="tolerance">Relative difference allowed; 1e-5 by default.</param>
    /// <exception cref="ParityException">A difference is larger.</exception>
    public static ParityReport Demand(ExportedModel exported, double tolerance = ParityCheck.DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(exported);
        var report = ParityCheck.Measure(exported.File, exported.Probes, tolerance);
        return report.Passed ? report : throw new ParityException(report);
    }
}
