using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Recurrent;
using static Rnn.Onnx.Cli.Lab.Figures;

namespace Rnn.Onnx.Cli.Lab.Cells;

/// <summary>The page of <c>rnn lab cells</c>.</summary>
internal static class CellsPage
{
    private static readonly Dictionary<CellKind, (string Name, string Equations)> Known = new()
    {
        [CellKind.ElmanTanh] = ("RNN (tanh)", "h' = tanh(W x + b + R h + r)"),
        [CellKind.ElmanRelu] = ("RNN (ReLU)", "h' = max(0, W x + b + R h + r)"),
        [CellKind.Gru] = (
            "GRU",
            """
            r = sigmoid(W_r x + b_r + R_r h + r_r)          reset gate
            z = sigmoid(W_z x + b_z + R_z h + r_z)          update gate
            n =    tanh(W_n x + b_n + r * (R_n h + r_n))    candidate
            h' = (1 - z) * n + z * h
            """
        ),
        [CellKind.Lstm] = (
            "LSTM",
            """
            i = sigmoid(W_i x + b_i + R_i h + r_i)      input gate
            f = sigmoid(W_f x + b_f + R_f h + r_f)      forget gate
            g =    tanh(W_g x + b_g + R_g h + r_g)      candidate
            o = sigmoid(W_o x + b_o + R_o h + r_o)      output gate
            c' = f * c + i * g
            h' = o * tanh(c')
            """
        ),
    };

    public static string Name(CellKind cell) => Known[cell].Name;

    public static Page Of(CellsLesson lesson) =>
        new(
            "Inside the cells",
            Text(
                $"Four cells of {lesson.Options.Hidden} units have learned to keep the latest value that came in, in {lesson.Options.Training} steps of 32 sequences. Then each ran over one sequence, step by step, in the form that is written out from its equations. Seed {lesson.Options.Seed}."
            ),
            [new("What they remember", Answers(lesson)), .. lesson.Cells.Select(Inside)]
        );

    public static PageTable Summary(CellsLesson lesson) =>
        new(
            "Error over 256 fresh sequences, and hand-written against built-in over the same weights",
            ["cell", "RMSE", "largest difference"],
            [
                .. lesson.Cells.Select(run =>
                    (IReadOnlyList<string>)[Name(run.Cell), Text($"{run.Rmse:F4}"), Number(run.Difference)]
                ),
            ]
        );

    private static PagePart[] Answers(CellsLesson lesson)
    {
        JsonObject[] rows =
        [
            .. CellsLesson.Input.Select((x, t) => Row(("t", t), ("what", "input"), ("value", x))),
            .. lesson.Cells.SelectMany(run =>
                run.Answers.Select((answer, t) => Row(("t", t), ("what", Name(run.Cell)), ("value", answer)))
            ),
        ];
        var values = string.Join(", ", CellsLesson.Values.Select(one => Text($"{one.Value} at step {one.Key}")));
        return
        [
            Summary(lesson),
            new Plot(
                "answers",
                "The values that come in, and what each cell answers: it should be the latest value",
                CellsWords.Answers(lesson, values),
                Steps(["input", .. lesson.Cells.Select(run => Name(run.Cell))]),
                rows
            ),
        ];
    }

    private static PageSection Inside(CellRun run)
    {
        var rows = run
            .Steps.SelectMany(
                (step, t) =>
                    step.Parts.SelectMany(part =>
                        part.Values.Select(
                            (value, unit) => Row(("t", t), ("part", Text($"{part.Name} {unit + 1}")), ("value", value))
                        )
                    )
            )
            .ToArray();
        // Rows of the map stand as they come at the first step: part by part, unit by unit.
        var count = run.Steps[0].Parts.Sum(part => part.Values.Length);
        return new PageSection(
            Name(run.Cell),
            [
                new PagePassage("Equations", Known[run.Cell].Equations),
                new Plot(
                    "inside-" + run.Cell.ToString().ToLowerInvariant(),
                    "Each unit at each step: gates from 0 to 1, the others from -1 to 1",
                    CellsWords.Inside(run),
                    HeatMap(
                        ("t", "step"),
                        ("part", "part and unit"),
                        ("value", "value"),
                        diverging: true,
                        60 + 17 * count
                    ),
                    rows
                ),
            ]
        );
    }

    private static JsonObject Steps(IReadOnlyList<string> series)
    {
        var spec = Lines(("t", "step"), ("value", "input, answer"), "what", series);
        spec["mark"] = new JsonObject { ["type"] = "line", ["interpolate"] = "step" };
        return spec;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
