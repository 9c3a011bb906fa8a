using System.Globalization;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>What came of a layer: the times, and how near the gradients were.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Turns">The times, in the order of the field's entrants.</param>
/// <param name="Difference">The largest difference of this library's gradients to the first peer's, relative to the largest gradient.</param>
internal sealed record LayerResult(Layer Layer, Turns Turns, double? Difference);

/// <summary>Lets all programs run the same layers, the same numbers in, and demands the same gradients before it takes times.</summary>
internal static class LayerContest
{
    private const double Tolerance = 1e-5;
    private const int PeakSize = 2048;
    private const int Tries = 10;

    /// <summary>Operations a second of a large product of matrices, the best of all programs and tries: the machine's peak.</summary>
    public static double Peak(Field field)
    {
        var question = string.Create(CultureInfo.InvariantCulture, $"peak {PeakSize}");
        var seconds = Enumerable
            .Range(0, 5)
            .SelectMany(_ => field.Programs.Select(program => program.Number(question)));
        return 2.0 * PeakSize * PeakSize * PeakSize / seconds.Min();
    }

    /// <summary>Runs one layer.</summary>
    /// <param name="field">The programs.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="budget">Seconds for the turns.</param>
    /// <exception cref="InvalidOperationException">The gradients differ: a fast wrong answer is no answer.</exception>
    public static LayerResult Run(Field field, Layer layer, double budget)
    {
        using var folder = new TemporaryFolder();
        layer.WriteTo(folder.Path);
        foreach (var entrant in field.Entrants)
            entrant.Process.Answer($"make {entrant.Setting} {layer.Words} {folder.Path}");
        var difference = Difference(field, layer, folder);
        return new LayerResult(layer, Turns.Take(field.Entrants, budget), difference);
    }

    // To the first peer in its plain setting: the same equations in the same precision.
    private static double? Difference(Field field, Layer layer, TemporaryFolder folder)
    {
        if (field.Entrants.FirstOrDefault(entrant => entrant.Peer == 1) is not { } judge)
            return null;
        var (found, expected) = (Gradients(field.Entrants[0], folder), Gradients(judge, folder));
        var worst = 0.0;
        var from = 0;
        foreach (var length in Lengths(layer))
        {
            worst = Math.Max(worst, Relative(found.AsSpan(from, length), expected.AsSpan(from, length)));
            from += length;
        }
        if (found.Length != expected.Length || from != found.Length || !(worst <= Tolerance))
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"Gradients of {layer.Words}: expected PyTorch's within {Tolerance:G1}, found a difference of {worst:E2}."
                )
            );
        return worst;
    }

    private static IEnumerable<int> Lengths(Layer layer)
    {
        var rows = layer.Gates * layer.Hidden;
        int[] weights = [rows * layer.Features, rows * layer.Hidden, rows, rows];
        return layer.InputGradient ? weights.Append(layer.Batch * layer.Time * layer.Features) : weights;
    }

    private static float[] Gradients(Entrant entrant, TemporaryFolder folder)
    {
        entrant.Process.Answer($"gradients {entrant.Setting} {folder["gradients"]}");
        return RawFile.Read<float>(folder["gradients"]);
    }

    private static double Relative(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        var (largest, difference) = (0f, 0f);
        for (var i = 0; i < found.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(found[i] - expected[i]));
        }
        return difference / largest;
    }
}
