namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// Milliseconds that a training step spends in one recurrent layer, forward and backward: this library, fused and through the tensor
/// library, and every PyTorch there is, each with all its settings. All take turns and have found the same gradients before.
/// </summary>
internal static class RecurrentTraining
{
    private const double Budget = 1.2;

    /// <summary>With the gradients of the weights alone, as the lowest layer of a network is trained.</summary>
    public static void Run() => Run(inputGradient: false, "lstm", "gru", "elman");

    /// <summary>With the input's gradient as well, as every layer above another one is trained.</summary>
    public static void RunWithInput() => Run(inputGradient: true, "lstm", "gru");

    private static void Run(bool inputGradient, params string[] cells)
    {
        foreach (var threads in new[] { 1, 2 })
        {
            using var field = new Field("layers", "layers.py", threads);
            field.Introduce();
            var peak = LayerContest.Peak(field);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"Contest {threads} thread(s), {(inputGradient ? "with" : "without")} the input's gradient; sgemm peak {peak / 1e9:F0} GFLOP/s\n"
                )
            );
            var table = new LayerTable(field, peak);
            foreach (var cell in cells)
            foreach (var (batch, time, features, hidden) in Layer.Shapes)
                table.Add(
                    LayerContest.Run(field, new Layer(cell, batch, time, features, hidden, inputGradient), Budget)
                );
            Console.WriteLine();
        }
    }
}
