using Rnn.Onnx.Cli.Zoo;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary>
/// The simulation without any network: a gradient goes back through T steps of a linear recurrence h' = M h, so it is multiplied by
/// Mᵀ again and again (Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks", section 2.1).
/// </summary>
internal static class MatrixPowers
{
    /// <summary>Norms of the vector behind 0, 1, .. T multiplications.</summary>
    /// <param name="Scale">See <see cref="GradientsOptions.Scales"/>.</param>
    /// <param name="Norms">As it is, T + 1 of them.</param>
    /// <param name="Clipped">Scaled down to the bound wherever it is longer, T + 1 of them.</param>
    public sealed record Run(double Scale, IReadOnlyList<double> Norms, IReadOnlyList<double> Clipped);

    /// <summary>One run for each scale; all of them multiply by the same matrix but for its scale.</summary>
    public static IReadOnlyList<Run> Measure(GradientsOptions options)
    {
        var random = new Random(options.Seed);
        var size = options.Hidden;
        var matrix = Draws.Many(size * size, () => Draws.Normal(random) / Math.Sqrt(size));
        var start = Draws.Many(size, () => Draws.Normal(random));
        Shorten(start, 1);
        return
        [
            .. options.Scales.Select(scale =>
            {
                var scaled = matrix.Select(value => scale * value).ToArray();
                return new Run(
                    scale,
                    Norms(scaled, start, options.Steps, double.PositiveInfinity),
                    Norms(scaled, start, options.Steps, options.Clip)
                );
            }),
        ];
    }

    /// <summary>Norms of a vector that is multiplied by a matrix and shortened to a bound, again and again.</summary>
    /// <param name="matrix">Row by row, [H, H].</param>
    /// <param name="start">[H].</param>
    /// <param name="steps">Multiplications.</param>
    /// <param name="bound">The largest norm; infinite where nothing is shortened.</param>
    public static IReadOnlyList<double> Norms(double[] matrix, double[] start, int steps, double bound)
    {
        var vector = (double[])start.Clone();
        var norms = new double[steps + 1];
        norms[0] = Shorten(vector, bound);
        for (var step = 1; step <= steps; step++)
        {
            var next = new double[vector.Length];
            for (var row = 0; row < next.Length; row++)
            for (var column = 0; column < next.Length; column++)
                next[column] += matrix[row * next.Length + column] * vector[row];
            vector = next;
            norms[step] = Shorten(vector, bound);
        }
        return norms;
    }

    // The norm behind it.
    private static double Shorten(double[] vector, double bound)
    {
        var norm = Math.Sqrt(vector.Sum(value => value * value));
        if (norm <= bound)
            return norm;
        for (var i = 0; i < vector.Length; i++)
            vector[i] *= bound / norm;
        return bound;
    }
}
