using Rnn.Onnx.Models.Recurrent;
using static Rnn.Onnx.Cli.Lab.Figures;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary>What is seen, said with the measured numbers.</summary>
internal static class GradientsWords
{
    private const double Gone = 1e-6;
    private const double Blown = 1e6;

    /// <summary>By what factor a norm changes with each step back, the geometric mean; the first step, which reads the loss, apart.</summary>
    public static double Factor(IReadOnlyList<double> norms) =>
        norms.Count < 3 ? norms[0] / norms[^1] : Math.Pow(norms[0] / norms[^2], 1.0 / (norms.Count - 2));

    public static string Cells(GradientsLesson lesson)
    {
        var scales = lesson.Options.Scales.Select(scale => OneScale(lesson, scale));
        return string.Join(' ', scales);
    }

    public static string Gates(GradientsLesson lesson)
    {
        var each = lesson.Gates.Select(run => $"{GradientsPage.Name(run)}: {Number(Factor(run.Hidden))}");
        // What is said of small weights holds for them alone.
        var lessonOfSmall =
            lesson.Gates[0].Scale > 1
                ? ""
                : " So it is the path past the weights, and the gate held open on it, that keeps the gradient, not the name of the cell: "
                    + "without its bias the LSTM forgets about as fast as the GRU, and a GRU whose update gate has the bias keeps far more than one without.";
        return $"Factor by which the norm changes with each step back: {string.Join("; ", each)}. "
            + "While weights are small, c' = f c + i g passes on the share f of its gradient and h' = (1 - z) n + z h of the GRU the share z, "
            + $"and a gate is sigmoid(bias): 0.5 with bias 0, 0.73 with bias 1.{lessonOfSmall} "
            + "Of the LSTM, c(t) is the gradient that reaches its memory.";
    }

    public static string Clipping(GradientsLesson lesson)
    {
        var largest = lesson.Matrix.MaxBy(run => run.Scale)!;
        return FormattableString.Invariant(
            $"The matrix's norm would be {Number(largest.Norms[^1])} behind {lesson.Options.Steps} steps; clipped at every step it ends at {largest.Clipped[^1]:F6}, and neither it nor the cell's exceeds the bound on the way. Clipping holds what explodes; it can not bring back what vanished."
        );
    }

    public static string Clipped(IReadOnlyList<CellGradients.Run> cells)
    {
        var each = cells.Select(run =>
            FormattableString.Invariant(
                $"{GradientsPage.Name(run.Cell)} from {run.Clipped.Min():F3} to {run.Clipped.Max():F6}"
            )
        );
        return $"Of the cells drawn is the gradient of the whole state, for the LSTM h and c together, the mean of the sequences: {string.Join(", ", each)}. Below the bound it is where the cell itself shrank it.";
    }

    private static string OneScale(GradientsLesson lesson, double scale)
    {
        var runs = GradientsLesson.Usual.Select(one => lesson.Find(one.Cell, scale)).ToArray();
        var ends = string.Join(
            ", ",
            runs.Select(run =>
                $"{GradientsPage.Name(run.Cell)} {Number(run.Hidden[0])} (a factor of {Number(Factor(run.Hidden))} a step)"
            )
        );
        return FormattableString.Invariant($"Scale {scale}: {ends}{Verdict(runs)}.");
    }

    private static string Verdict(CellGradients.Run[] runs)
    {
        var most = runs.MaxBy(run => run.Hidden[0])!;
        if (runs.All(run => run.Hidden[0] < Gone))
            return $"; all are under 1e-6, the {GradientsPage.Name(most.Cell)}'s falls slowest";
        var blown = runs.Where(run => run.Hidden[0] > Blown).Select(run => GradientsPage.Name(run.Cell)).ToArray();
        if (blown.Length > 0)
            return $"; over 1e6: {string.Join(", ", blown)}";
        return most.Cell == CellKind.Lstm && most.Hidden[0] < 1 ? "; the LSTM's falls slowest" : "";
    }
}
