using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary><c>rnn lab gradients</c>: why gradients vanish and explode.</summary>
internal static class GradientsLab
{
    public static Command Create(Reply reply)
    {
        var defaults = new GradientsOptions();
        var hidden = OptionValues.Value("--hidden", "Hidden units.", defaults.Hidden);
        var steps = OptionValues.Value("--steps", "Steps back.", defaults.Steps);
        var clip = OptionValues.Value("--clip", "The norm at which gradients are clipped.", defaults.Clip);
        var scales = new Option<string[]>("--scales")
        {
            Description =
                "Scales of the recurrent weights: about the largest eigenvalue of their matrix; 0.5, 1 and 4 by default.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var lab = new LabVerb(
            "gradients",
            "Vanishing and exploding gradients, by matrix powers and through RNN, GRU and LSTM, unclipped and clipped. Example: rnn lab gradients --steps 60"
        );
        foreach (var option in new Option[] { hidden, steps, scales, clip })
            lab.Command.Add(option);
        lab.SetAction(
            reply,
            (parsed, seed, cancel) =>
            {
                var words = SeriesOptions.SplitList(parsed.GetValue(scales));
                var options = new GradientsOptions
                {
                    Hidden = parsed.GetValue(hidden),
                    Steps = parsed.GetValue(steps),
                    Clip = parsed.GetValue(clip),
                    Scales = words.Length == 0 ? defaults.Scales : [.. words.Select(Scale)],
                    Seed = seed,
                };
                return Run(reply.Console, options, cancel);
            }
        );
        return lab.Command;
    }

    private static LessonResult Run(IAnsiConsole console, GradientsOptions options, CancellationToken cancel)
    {
        var lesson = GradientsLesson.Measure(options, cancel);
        var summary = GradientsPage.Summary(lesson);
        console.Labeled("Norm", $"of the gradient {options.Steps - 1} steps before the end, where it began as 1");
        console.Write(LabVerb.Table(summary));
        var clipped = lesson.Cells.MaxBy(run => run.WeightNorm)!;
        console.Labeled(
            "Clipped",
            $"gradients of all weights, largest norm {Figures.Number(clipped.WeightNorm)}, clipped {clipped.ClippedWeightNorm:F6}"
        );
        return new LessonResult(
            GradientsPage.Of(lesson),
            new JsonObject
            {
                ["options"] = JsonResults.Of(options),
                ["matrix"] = JsonResults.Of(lesson.Matrix),
                ["cells"] = JsonResults.Of(lesson.Cells),
                ["gates"] = JsonResults.Of(lesson.Gates),
            }
        );
    }

    private static double Scale(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidInputException($"Option scales: expected numbers, found {word}.");
}
