using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Lab.Gradients;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Recurrent;
using static Rnn.Onnx.Cli.Lab.Figures;

namespace Rnn.Onnx.Cli.Lab.Compare;

/// <summary>The page of <c>rnn lab compare</c>.</summary>
internal static class ComparePage
{
    public static Page Of(CompareLesson lesson) =>
        new(
            "RNN, GRU and LSTM side by side",
            Text(
                $"What they cost, and over how many steps they learn to remember in {lesson.Options.Steps} training steps of 32 fresh sequences, {(lesson.Options.EqualParameters ? $"with no more parameters than an RNN of {lesson.Options.Hidden} units" : $"with {lesson.Options.Hidden} hidden units each")}. Adam with a learning rate of 0.02 that falls to 0, gradients clipped at 1, one thread, seed {lesson.Options.Seed}."
            ),
            [
                new("Cost", Cost(lesson)),
                new("Memory: adding two marked numbers", Task(lesson, MemoryTask.Adding)),
                new("Memory: copying two symbols", Task(lesson, MemoryTask.Copy)),
                new("How the gates begin", [new PageText(Beginning(lesson.Options.GateBias))]),
            ]
        );

    /// <summary>Parameters and times.</summary>
    public static PageTable Costs(CompareLesson lesson) =>
        new(
            "Parameters, and medians of the time of a training step (32 sequences of 50 steps) and of a prediction step (one sequence)",
            ["cell", "units", "parameters", "training step", "prediction step"],
            [
                .. lesson.Costs.Select(cost =>
                    (IReadOnlyList<string>)
                        [
                            GradientsPage.Name(cost.Cell),
                            Text($"{cost.Hidden}"),
                            Text($"{cost.Parameters:N0}"),
                            Text($"{cost.TrainingMilliseconds:F2} ms"),
                            Text($"{cost.PredictionMicroseconds:F1} µs"),
                        ]
                ),
            ]
        );

    /// <summary>The scores of a task, a row a length.</summary>
    public static PageTable Scores(CompareLesson lesson, MemoryTask task) =>
        new(
            task == MemoryTask.Adding
                ? Text($"Adding: mean squared error; who always answers 1 has {MemoryTask.AddingNaive:F4}")
                : Text($"Copy: share of right symbols; who guesses has {MemoryTask.CopyNaive}"),
            ["length", .. CompareLesson.Cells.Select(GradientsPage.Name)],
            [
                .. lesson.Options.Lengths.Select(length =>
                    (IReadOnlyList<string>)
                        [
                            Text($"{length}"),
                            .. CompareLesson.Cells.Select(cell => Text($"{lesson.Of(task.Name, length, cell):F4}")),
                        ]
                ),
            ]
        );

    private static PagePart[] Cost(CompareLesson lesson)
    {
        var (elman, last) = (lesson.Costs[0], lesson.Costs[^1]);
        return
        [
            Costs(lesson),
            new PageText(
                Text(
                    $"A GRU has three blocks of weights and an LSTM four where the RNN has one. Here a training step of the LSTM takes {last.TrainingMilliseconds / elman.TrainingMilliseconds:F1} times as long as the RNN's and a prediction step {last.PredictionMicroseconds / elman.PredictionMicroseconds:F1} times; at this size much of that is the calls and not the arithmetic."
                )
            ),
        ];
    }

    private static PagePart[] Task(CompareLesson lesson, MemoryTask task)
    {
        var adding = task == MemoryTask.Adding;
        var (naive, naiveName) = adding ? (MemoryTask.AddingNaive, "always 1") : (MemoryTask.CopyNaive, "guessing");
        string[] names = [.. CompareLesson.Cells.Select(GradientsPage.Name), naiveName];
        JsonObject[] rows =
        [
            .. lesson
                .Scores.Where(score => score.Task == task.Name)
                .Select(score =>
                    Row(
                        ("length", score.Length),
                        ("cell", GradientsPage.Name(score.Cell)),
                        ("score", Math.Max(score.Score, 1e-9))
                    )
                ),
            .. lesson.Options.Lengths.Select(length => Row(("length", length), ("cell", naiveName), ("score", naive))),
        ];
        var spec = Lines(
            ("length", adding ? "steps of a sequence" : "silent steps in between"),
            ("score", adding ? "mean squared error" : "share of right symbols"),
            "cell",
            names,
            log: adding
        );
        spec["mark"] = Parse("""{ "type": "line", "point": { "size": 60 } }""");
        return
        [
            new PageText(
                adding
                    ? "Numbers from 0 to 1 come in, two of them marked, one in each half of the sequence; the answer at the end is their sum (Hochreiter and Schmidhuber 1997)."
                    : "Two of eight symbols come in, then there is silence, then they are asked for in their order (Hochreiter and Schmidhuber 1997; Arjovsky, Shah and Bengio 2016)."
            ),
            Scores(lesson, task),
            new Plot(
                task.Name,
                adding
                    ? "Error by length, logarithmic scale: lower is better"
                    : "Right symbols by length: higher is better",
                Words(lesson, task),
                spec,
                rows
            ),
        ];
    }

    private static string Words(CompareLesson lesson, MemoryTask task)
    {
        var each = lesson.Options.Lengths.Select(length =>
        {
            var scores = CompareLesson.Cells.Select(cell => (Cell: cell, Score: lesson.Of(task.Name, length, cell)));
            var ordered =
                task == MemoryTask.Adding
                    ? scores.OrderBy(one => one.Score)
                    : scores.OrderByDescending(one => one.Score);
            return Text($"at {length} ")
                + string.Join(", ", ordered.Select(one => $"{GradientsPage.Name(one.Cell)} {Number(one.Score)}"));
        });
        var solved = CompareLesson.Cells.Select(cell =>
            $"{GradientsPage.Name(cell)} {Reach(lesson, task, cell) ?? "none of them"}"
        );
        var rule =
            task == MemoryTask.Adding ? "an error under a tenth of the naive one" : "more than half of the symbols";
        return $"From the best to the worst: {string.Join("; ", each)}. The longest length learned, by {rule}: {string.Join(", ", solved)}.";
    }

    private static string? Reach(CompareLesson lesson, MemoryTask task, CellKind cell)
    {
        int[] learned =
        [
            .. lesson.Options.Lengths.Where(length =>
                task == MemoryTask.Adding
                    ? lesson.Of(task.Name, length, cell) < MemoryTask.AddingNaive / 10
                    : lesson.Of(task.Name, length, cell) > 0.5
            ),
        ];
        return learned.Length == 0 ? null : Text($"{learned.Max()}");
    }

    private static string Beginning(GateBias bias) =>
        bias == GateBias.Chrono
            ? "The gates of GRU and LSTM begin open for about as many steps as the task is long: their biases are log u with u drawn from 1 to the length (Tallec and Ollivier 2018). The RNN has no gate that could be begun so. With --gate-bias usual they begin as PyTorch draws them, the LSTM's forget gate at 1; then the LSTM needs more training before it reaches as far, and on a short budget the RNN can be ahead of it."
            : "The gates begin as PyTorch draws them, the LSTM's forget gate at 1. With --gate-bias chrono, the default, they begin open for about as many steps as the task is long (Tallec and Ollivier 2018).";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
