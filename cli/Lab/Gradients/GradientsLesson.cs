using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary>All measurements of the lesson.</summary>
/// <param name="Options">How it was measured.</param>
/// <param name="Matrix">The matrix powers, one a scale.</param>
/// <param name="Cells">The cells as people begin with them, scale by scale; see <see cref="Usual"/>.</param>
/// <param name="Gates">At the smallest scale, LSTM and GRU with either bias of the gate that remembers.</param>
internal sealed record GradientsLesson(
    GradientsOptions Options,
    IReadOnlyList<MatrixPowers.Run> Matrix,
    IReadOnlyList<CellGradients.Run> Cells,
    IReadOnlyList<CellGradients.Run> Gates
)
{
    /// <summary>
    /// The cells with the biases that are usual: 0, and 1 at the LSTM's forget gate (Gers et al. 2000; Jozefowicz, Zaremba and Sutskever
    /// 2015, "An empirical exploration of recurrent network architectures").
    /// </summary>
    public static IReadOnlyList<(CellKind Cell, double GateBias)> Usual { get; } =
    [(CellKind.ElmanTanh, 0), (CellKind.Gru, 0), (CellKind.Lstm, 1)];

    private static readonly (CellKind Cell, double GateBias)[] Memories =
    [
        (CellKind.Gru, 0),
        (CellKind.Gru, 1),
        (CellKind.Lstm, 0),
        (CellKind.Lstm, 1),
    ];

    /// <summary>Measures everything.</summary>
    public static GradientsLesson Measure(GradientsOptions options, CancellationToken cancel = default)
    {
        options.Validate();
        var least = options.Scales.Min();
        return new GradientsLesson(
            options,
            MatrixPowers.Measure(options),
            [.. options.Scales.SelectMany(scale => Usual.Select(one => Cell(one.Cell, one.GateBias, scale)))],
            [.. Memories.Select(one => Cell(one.Cell, one.GateBias, least))]
        );

        CellGradients.Run Cell(CellKind cell, double bias, double scale)
        {
            cancel.ThrowIfCancellationRequested();
            return CellGradients.Measure(options, cell, bias, scale);
        }
    }

    /// <summary>The usual cell at a scale.</summary>
    public CellGradients.Run Find(CellKind cell, double scale) =>
        Cells.First(run => run.Cell == cell && run.Scale.Equals(scale));
}
