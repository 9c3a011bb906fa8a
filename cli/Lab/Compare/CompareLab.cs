using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab.Compare;

/// <summary><c>rnn lab compare</c>: RNN, GRU and LSTM by cost and by memory.</summary>
internal static class CompareLab
{
    public static Command Create(Reply reply)
    {
        var defaults = new CompareOptions();
        var words = OptionValues.WordsOf<GateBias>();
        var hidden = OptionValues.Value("--hidden", "Hidden units.", defaults.Hidden);
        var steps = OptionValues.Value("--steps", "Training steps of each cell, task and length.", defaults.Steps);
        var equal = new Option<bool>("--equal-parameters")
        {
            Description = "GRU and LSTM with fewer units, so that they have no more parameters than the RNN.",
        };
        var gateBias = OptionValues.Word("--gate-bias", "How gates begin", words, defaults.GateBias);
        var lengths = new Option<string[]>("--lengths")
        {
            Description = "Steps to remember over; 10, 20 and 40 by default.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var lab = new LabVerb(
            "compare",
            "RNN, GRU and LSTM: parameters, time a step, memory over growing lengths. Example: rnn lab compare --lengths 5,10 --steps 100"
        );
        foreach (var option in new Option[] { hidden, lengths, steps, equal, gateBias })
            lab.Command.Add(option);
        lab.SetAction(
            reply,
            (parsed, seed, cancel) =>
            {
                var given = SeriesOptions.SplitList(parsed.GetValue(lengths));
                var options = new CompareOptions
                {
                    Hidden = parsed.GetValue(hidden),
                    Steps = parsed.GetValue(steps),
                    Lengths = given.Length == 0 ? defaults.Lengths : [.. given.Select(Length)],
                    EqualParameters = parsed.GetValue(equal),
                    GateBias = words[parsed.GetRequiredValue(gateBias)],
                    Seed = seed,
                }.Validate();
                return Run(reply.Console, options, cancel);
            }
        );
        return lab.Command;
    }

    private static LessonResult Run(IAnsiConsole console, CompareOptions options, CancellationToken cancel)
    {
        var lesson = WorkBar.Run(
            console,
            "comparing",
            CompareLesson.Work(options),
            done => CompareLesson.Measure(options, TimeProvider.System, done, cancel)
        );
        foreach (
            var (label, table) in new[]
            {
                ("Cost", ComparePage.Costs(lesson)),
                ("Adding", ComparePage.Scores(lesson, MemoryTask.Adding)),
                ("Copy", ComparePage.Scores(lesson, MemoryTask.Copy)),
            }
        )
        {
            console.Labeled(label, table.Caption);
            console.Write(LabVerb.Table(table));
        }
        return new LessonResult(
            ComparePage.Of(lesson),
            new JsonObject
            {
                ["options"] = JsonResults.Of(options),
                ["costs"] = JsonResults.Of(lesson.Costs),
                ["scores"] = JsonResults.Of(lesson.Scores),
            }
        );
    }

    private static int Length(string word) =>
        int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidInputException($"Option lengths: expected whole numbers, found {word}.");
}
