using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Recurrent;
using static Rnn.Onnx.Cli.Lab.Figures;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary>The page of <c>rnn lab gradients</c>.</summary>
internal static class GradientsPage
{
    private static readonly (string, string) Back = ("back", "steps back from the end");
    private static readonly (string, string) Norm = ("norm", "norm of the gradient");

    public static Page Of(GradientsLesson lesson) =>
        new(
            "Vanishing and exploding gradients",
            Text(
                $"How much of a gradient is left on its way back through {lesson.Options.Steps} steps, for {lesson.Options.Hidden} hidden units: by multiplying with a matrix, and measured in real cells. Recurrent weights are normal with deviation scale/√{lesson.Options.Hidden}, seed {lesson.Options.Seed}, double precision."
            ),
            [
                new("A matrix, again and again", Matrix(lesson)),
                new("Back-propagation through RNN, GRU and LSTM", Cells(lesson)),
                new("What makes the LSTM remember", Gates(lesson)),
                new("Clipping", Clipping(lesson)),
            ]
        );

    /// <summary>What is left behind all steps, by scale: the matrix and the cells.</summary>
    public static PageTable Summary(GradientsLesson lesson) =>
        new(
            Text($"Norm of the gradient {lesson.Options.Steps - 1} steps before the end, where it began as 1"),
            ["scale", "matrix", .. GradientsLesson.Usual.Select(one => Name(one.Cell))],
            [
                .. lesson.Matrix.Select(run =>
                    (IReadOnlyList<string>)
                        [
                            Text($"{run.Scale}"),
                            Number(run.Norms[^2]),
                            .. GradientsLesson.Usual.Select(one => Number(lesson.Find(one.Cell, run.Scale).Hidden[0])),
                        ]
                ),
            ]
        );

    public static string Name(CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => "LSTM",
            CellKind.Gru => "GRU",
            _ => "RNN (tanh)",
        };

    private static PagePart[] Matrix(GradientsLesson lesson)
    {
        var rows = lesson
            .Matrix.SelectMany(run =>
                run.Norms.Select((norm, step) => Row(("scale", Label(run.Scale)), ("back", step), ("norm", norm)))
            )
            .ToArray();
        string[] scales = [.. lesson.Matrix.Select(run => Label(run.Scale))];
        var ends = lesson.Matrix.Select(run =>
            Text($"at scale {run.Scale} it is {Number(run.Norms[^1])} behind {lesson.Options.Steps} steps")
        );
        return
        [
            new PageText(
                "A linear recurrence h' = M h sends a gradient back through Mᵀ at every step. Its norm is multiplied by about the same factor each time, the size of the largest eigenvalue of M, so it shrinks or grows exponentially (Hochreiter 1991; Bengio, Simard and Frasconi 1994)."
            ),
            new Plot(
                "matrix-linear",
                "Matrix powers, linear scale",
                "Each scale has an axis of its own, or only the largest would be seen: small weights are gone within a few steps, large ones do nothing to see until the last steps dwarf all others.",
                Lines(Back, Norm, "scale", scales, facet: "scale"),
                rows
            ),
            new Plot(
                "matrix-log",
                "Matrix powers, logarithmic scale",
                Text($"The same numbers as nearly straight lines: {string.Join(", ", ends)}."),
                Lines(Back, Norm, "scale", scales, log: true),
                rows
            ),
        ];
    }

    private static PagePart[] Cells(GradientsLesson lesson)
    {
        var rows = lesson.Cells.SelectMany(run => Rows(run.Hidden, ("cell", Name(run.Cell)), run.Scale)).ToArray();
        string[] names = [.. GradientsLesson.Usual.Select(one => Name(one.Cell))];
        return
        [
            new PageText(
                "The loss reads the last hidden state alone, through a vector of norm 1. Drawn is the norm of d loss / d h(t), the mean of 16 sequences of random inputs, against how many steps t lies before the end. Biases are 0 but for the LSTM's forget gate, which begins at 1 as is usual (Jozefowicz, Zaremba and Sutskever 2015)."
            ),
            Summary(lesson),
            new Plot(
                "cells-log",
                "Cells, logarithmic scale",
                GradientsWords.Cells(lesson),
                Lines(Back, Norm, "cell", names, log: true, facet: "scale"),
                rows
            ),
            new Plot(
                "cells-linear",
                "Cells, linear scale",
                "As a training step sees them: of small weights nothing is left but the last steps, of large ones nothing is seen but the first.",
                Lines(Back, Norm, "cell", names, facet: "scale"),
                rows
            ),
        ];
    }

    private static PagePart[] Gates(GradientsLesson lesson)
    {
        var rows = lesson
            .Gates.SelectMany(run => Rows(run.Hidden, ("cell", Name(run)), run.Scale))
            .Concat(
                lesson
                    .Gates.Where(run => run.Memory.Count > 0)
                    .SelectMany(run => Rows(run.Memory, ("cell", Name(run) + ", c(t)"), run.Scale))
            )
            .ToArray();
        string[] names = [.. rows.Select(row => row["cell"]!.GetValue<string>()).Distinct()];
        return
        [
            new Plot(
                "gates",
                Text($"The gate that remembers, with bias 0 and with bias 1, at scale {lesson.Gates[0].Scale}"),
                GradientsWords.Gates(lesson),
                Lines(Back, Norm, "cell", names, log: true),
                rows
            ),
        ];
    }

    private static PagePart[] Clipping(GradientsLesson lesson)
    {
        var largest = lesson.Matrix.MaxBy(run => run.Scale)!;
        var cells = lesson.Cells.Where(run => run.Scale.Equals(largest.Scale)).ToArray();
        var exploding = cells.MaxBy(run => run.Hidden[0])!;
        JsonObject[] both =
        [
            .. Rows(largest.Norms, "matrix"),
            .. Rows(largest.Clipped, "matrix, clipped"),
            .. Rows([.. exploding.Hidden.Reverse()], Name(exploding.Cell)),
            .. Rows([.. exploding.Clipped.Reverse()], Name(exploding.Cell) + ", clipped"),
        ];
        JsonObject[] clipped =
        [
            .. Rows(largest.Clipped, "matrix"),
            .. cells.SelectMany(run => Rows([.. run.Clipped.Reverse()], Name(run.Cell))),
        ];
        return
        [
            new Plot(
                "clipping",
                Text($"Unclipped and clipped at {lesson.Options.Clip} behind each step back, scale {largest.Scale}"),
                GradientsWords.Clipping(lesson),
                Lines(Back, Norm, "what", Names(both), log: true),
                both
            ),
            new Plot(
                "clipped",
                "The clipped norms alone, linear scale",
                GradientsWords.Clipped(cells),
                Lines(Back, Norm, "what", Names(clipped)),
                clipped
            ),
            new PageText(
                "A trainer clips once, behind the whole way back: the gradients of all weights together are scaled down to the bound where their norm is larger. Their direction stays; how far they exploded no longer matters to the length of the step."
            ),
            new PageTable(
                Text($"Norm of the gradients of all weights, unclipped and clipped at {lesson.Options.Clip}"),
                ["scale", "cell", "unclipped", "clipped"],
                [
                    .. lesson.Cells.Select(run =>
                        (IReadOnlyList<string>)
                            [
                                Text($"{run.Scale}"),
                                Name(run.Cell),
                                Number(run.WeightNorm),
                                Text($"{run.ClippedWeightNorm:F6}"),
                            ]
                    ),
                ]
            ),
        ];

        static string[] Names(JsonObject[] rows) => [.. rows.Select(row => row["what"]!.GetValue<string>()).Distinct()];

        static IEnumerable<JsonObject> Rows(IReadOnlyList<double> norms, string what) =>
            norms.Select((norm, back) => Row(("what", what), ("back", back), ("norm", norm)));
    }

    public static string Name(CellGradients.Run run) => Text($"{Name(run.Cell)}, bias {run.GateBias}");

    // Norms by t = 1 .. T become norms by steps back, T - t.
    private static IEnumerable<JsonObject> Rows(
        IReadOnlyList<double> norms,
        (string Field, string Name) series,
        double scale
    ) =>
        norms.Select(
            (norm, i) =>
                Row(
                    (series.Field, series.Name),
                    ("scale", Label(scale)),
                    ("t", i + 1),
                    ("back", norms.Count - 1 - i),
                    ("norm", norm)
                )
        );

    private static string Label(double scale) => Text($"scale {scale}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
