using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Cli.Lab.Cells;

/// <summary>What is seen inside a cell, said with the measured numbers.</summary>
internal static class CellsWords
{
    public static string Answers(CellsLesson lesson, string values)
    {
        var (best, worst) = (lesson.Cells.MinBy(run => run.Rmse)!, lesson.Cells.MaxBy(run => run.Rmse)!);
        return Text(
            $"The values are {values}; in between the input is 0, so whatever an answer rests on there was kept inside the cell. Over fresh sequences the {CellsPage.Name(best.Cell)} is nearest, with an RMSE of {best.Rmse:F4}, and the {CellsPage.Name(worst.Cell)} farthest, with {worst.Rmse:F4}."
        );
    }

    public static string Inside(CellRun run) =>
        run.Cell switch
        {
            CellKind.Lstm => Text(
                $"Unit {Keeper(run, "f") + 1} is the one that keeps best: its forget gate is {Silent(run, "f"):F2} in the silence behind the first value, so that c stays, and {AtValues(run, "f"):F2} at the values that follow, so that the old one goes; its input gate is {Silent(run, "i", "f"):F2} and {AtValues(run, "i", "f"):F2}. What h shows of c is cut to tanh(c) by the output gate."
            ),
            CellKind.Gru => Text(
                $"Unit {Keeper(run, "z") + 1} is the one that keeps best: its update gate is {Silent(run, "z"):F2} in the silence behind the first value, where it keeps that share of h, and {AtValues(run, "z"):F2} at the values that follow, where 1 - z of the candidate n takes its place."
            ),
            _ => Text(
                $"There is no gate: h is computed anew at every step, and only the weights R, which read the h before, can hold it. Behind the first value unit {Mover(run) + 1}, which moves most, stands at {Behind(run):F2} after one step and at {Before(run):F2} just before the second value."
            ),
        };

    // Of the unit that keeps by a gate: the mean of a part over the silent steps behind the first value.
    private static double Silent(CellRun run, string part, string? gate = null) =>
        Silent(run, part, Keeper(run, gate ?? part));

    private static double AtValues(CellRun run, string part, string? gate = null) =>
        AtValues(run, part, Keeper(run, gate ?? part));

    // Its gate is wide open in the silence and closes when a value comes.
    private static int Keeper(CellRun run, string gate) =>
        Units(run, gate).MaxBy(unit => Silent(run, gate, unit) - AtValues(run, gate, unit));

    private static double Silent(CellRun run, string part, int unit) =>
        Enumerable
            .Range(0, run.Steps.Count)
            .Where(t => t > First && !CellsLesson.Values.ContainsKey(t))
            .Average(t => run.Steps[t].Of(part)[unit]);

    private static double AtValues(CellRun run, string part, int unit) =>
        CellsLesson.Values.Keys.Where(t => t > First).Average(t => run.Steps[t].Of(part)[unit]);

    private static double Behind(CellRun run) => run.Steps[First + 1].Of("h")[Mover(run)];

    private static double Before(CellRun run) =>
        run.Steps[CellsLesson.Values.Keys.Order().ElementAt(1) - 1].Of("h")[Mover(run)];

    private static int First => CellsLesson.Values.Keys.Min();

    // The unit with the longest way between its lowest and its highest value.
    private static int Mover(CellRun run) =>
        Units(run, "h")
            .MaxBy(unit => run.Steps.Max(step => step.Of("h")[unit]) - run.Steps.Min(step => step.Of("h")[unit]));

    private static IEnumerable<int> Units(CellRun run, string part) =>
        Enumerable.Range(0, run.Steps[0].Of(part).Length);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
