using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;

namespace Rnn.Onnx.Inference;

/// <summary>Replays a trained module's answers on the exported file: an export that differs does not exist.</summary>
public static class ParityCheck
{
    /// <summary>Relative difference allowed to float32 models.</summary>
    public const double DefaultTolerance = 1e-5;

    /// <summary>Runs every probe on the CPU and measures the largest difference.</summary>
    /// <param name="file">The exported model.</param>
    /// <param name="probes">Inputs with the trained module's outputs.</param>
    /// <param name="tolerance">Relative difference allowed; 1e-5 by default.</param>
    /// <exception cref="InvalidInputException">ONNX Runtime can not load or run the model.</exception>
    public static ParityReport Measure(
        ModelFile file,
        IReadOnlyList<ParityProbe> probes,
        double tolerance = DefaultTolerance
    )
    {
        ArgumentNullException.ThrowIfNull(probes);
        using var model = SequenceModel.From(file, "the export", new SessionSettings { Device = Device.Cpu });
        var report = new ParityReport(probes.Count, 0, 0, tolerance, "none");
        foreach (var probe in probes)
        {
            var answers = model.Run(probe.Inputs).ToDictionary(a => a.Name);
            foreach (var expected in probe.Outputs)
            {
                var (absolute, relative) = Difference(expected, answers[expected.Name]);
                report = report with { LargestAbsolute = Math.Max(report.LargestAbsolute, absolute) };
                if (relative > report.LargestRelative || double.IsNaN(relative))
                    report = report with
                    {
                        LargestRelative = double.IsNaN(relative) ? double.PositiveInfinity : relative,
                        Worst = $"'{expected.Name}' of {probe.Description}",
                    };
            }
        }
        return report;
    }

    private static (double Absolute, double Relative) Difference(NamedTensor expected, NamedTensor found)
    {
        if (!expected.Shape.AsSpan().SequenceEqual(found.Shape))
            return (double.PositiveInfinity, double.PositiveInfinity);
        if (expected.Data is not float[] a || found.Data is not float[] b)
            return expected.Data.Cast<object>().SequenceEqual(found.Data.Cast<object>())
                ? (0, 0)
                : (double.PositiveInfinity, double.PositiveInfinity);
        var (largest, scale) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)a[i] - b[i])); // NaN stays NaN
            scale = Math.Max(scale, Math.Abs((double)a[i]));
        }
        return (largest, largest == 0 ? 0 : largest / scale);
    }
}
