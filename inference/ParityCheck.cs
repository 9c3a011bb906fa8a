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
        var scales = Scales(probes);
        var report = new ParityReport(probes.Count, 0, 0, tolerance, "none");
        foreach (var probe in probes)
        {
            var answers = model.Run(probe.Inputs).ToDictionary(a => a.Name);
            foreach (var expected in probe.Outputs)
            {
                var absolute = Difference(expected, answers[expected.Name]); // NaN stays NaN
                var relative = absolute == 0 ? 0 : absolute / scales[expected.Name];
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

    // The largest value of each output over all probes: a single value near 0 has no scale of its own.
    private static Dictionary<string, double> Scales(IReadOnlyList<ParityProbe> probes) =>
        probes
            .SelectMany(probe => probe.Outputs)
            .GroupBy(output => output.Name)
            .ToDictionary(
                outputs => outputs.Key,
                outputs => outputs.Max(output => output.Data is float[] values ? Largest(values) : 0)
            );

    private static double Largest(float[] values) =>
        values.Length == 0 ? 0 : values.Max(value => Math.Abs((double)value));

    // Numbers by their largest difference; what is not a number in parts, as a label, is the same or infinitely wrong.
    private static double Difference(NamedTensor expected, NamedTensor found)
    {
        if (!expected.Shape.AsSpan().SequenceEqual(found.Shape))
            return double.PositiveInfinity;
        if (expected.Data is not float[] a || found.Data is not float[] b)
            return expected.Data.Cast<object>().SequenceEqual(found.Data.Cast<object>()) ? 0 : double.PositiveInfinity;
        var largest = 0.0;
        for (var i = 0; i < a.Length; i++)
            largest = Math.Max(largest, Math.Abs((double)a[i] - b[i]));
        return largest;
    }
}
