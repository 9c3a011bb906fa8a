using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab.Cells;

/// <summary><c>rnn lab cells</c>: the gates and states of each hand-written cell, step by step.</summary>
internal static class CellsLab
{
    public static Command Create(Reply reply)
    {
        var defaults = new CellsOptions();
        var hidden = OptionValues.Value("--hidden", "Hidden units.", defaults.Hidden);
        var training = OptionValues.Value("--training", "Steps of training, 32 sequences each.", defaults.Training);
        var lab = new LabVerb(
            "cells",
            "Inside RNN, GRU and LSTM: gates and states, step by step. Example: rnn lab cells --training 200"
        );
        lab.Command.Add(hidden);
        lab.Command.Add(training);
        lab.SetAction(
            reply,
            (parsed, seed, cancel) =>
            {
                var options = new CellsOptions
                {
                    Hidden = parsed.GetValue(hidden),
                    Training = parsed.GetValue(training),
                    Seed = seed,
                };
                return Run(reply.Console, options, cancel);
            }
        );
        return lab.Command;
    }

    private static LessonResult Run(IAnsiConsole console, CellsOptions options, CancellationToken cancel)
    {
        var lesson = CellsLesson.Measure(options, cancel);
        var summary = CellsPage.Summary(lesson);
        console.Labeled("Cells", summary.Caption);
        console.Write(LabVerb.Table(summary));
        var cells = lesson.Cells.Select(run => new JsonObject
        {
            ["cell"] = JsonResults.Of(run.Cell),
            ["rmse"] = run.Rmse,
            ["difference"] = run.Difference,
            ["answers"] = JsonResults.Numbers(run.Answers),
            ["steps"] = new JsonArray([.. run.Steps.Select(Step)]),
        });
        return new LessonResult(
            CellsPage.Of(lesson),
            new JsonObject
            {
                ["options"] = JsonResults.Of(options),
                ["input"] = JsonResults.Numbers(CellsLesson.Input),
                ["cells"] = new JsonArray([.. cells]),
            }
        );
    }

    private static JsonObject Step(CellStep step)
    {
        var parts = new JsonObject();
        foreach (var (name, values) in step.Parts)
            parts[name] = JsonResults.Numbers(values);
        return parts;
    }
}
