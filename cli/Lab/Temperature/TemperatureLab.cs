using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab.Temperature;

/// <summary><c>rnn lab temperature</c>: what sampling does to a language model's answers.</summary>
internal static class TemperatureLab
{
    public static Command Create(Reply reply)
    {
        var defaults = new TemperatureOptions();
        var model = new Argument<string?>("model")
        {
            Description =
                "The .onnx file of a language model; without one, sixty sonnets of Shakespeare are learned in seconds.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var prompt = OptionValues.Value("--prompt", "What the text begins with.", defaults.Prompt);
        var length = OptionValues.Value("--length", "Tokens of each sample.", defaults.Length);
        var topK = OptionValues.Value("--top-k", "Tokens that top-k keeps in the table.", defaults.TopK);
        var topP = OptionValues.Value("--top-p", "Share that top-p keeps in the table.", defaults.TopP);
        var epochs = OptionValues.Value(
            "--epochs",
            "Passes over the sonnets, where no model is given.",
            SonnetModel.DefaultEpochs
        );
        var temperatures = new Option<string[]>("--temperatures")
        {
            Description = "Temperatures; 0.2, 0.5, 1 and 1.5 by default.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var lab = new LabVerb(
            "temperature",
            "What sampling does: temperature, top-k and top-p. Example: rnn lab temperature shakespeare.onnx --prompt \"the \" --length 80"
        );
        lab.Command.Add(model);
        foreach (var option in new Option[] { prompt, temperatures, length, topK, topP, epochs })
            lab.Command.Add(option);
        lab.SetAction(
            reply,
            (parsed, seed, cancel) =>
            {
                var words = SeriesOptions.SplitList(parsed.GetValue(temperatures));
                var options = new TemperatureOptions
                {
                    Prompt = parsed.GetValue(prompt)!,
                    Temperatures = words.Length == 0 ? defaults.Temperatures : [.. words.Select(Number)],
                    Length = parsed.GetValue(length),
                    TopK = parsed.GetValue(topK),
                    TopP = parsed.GetValue(topP),
                    Seed = seed,
                }.Validate();
                OptionRange.AtLeast(parsed.GetValue(epochs), 1, "epochs");
                using var opened = parsed.GetValue(model) is { } path
                    ? SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu })
                    : TrainingBar.Run(
                        reply.Console,
                        progress => SonnetModel.Train(parsed.GetValue(epochs), seed, progress, cancel)
                    );
                return Run(
                    reply.Console,
                    TemperatureLesson.Measure(parsed.GetValue(model) ?? SonnetModel.Name, opened, options, cancel)
                );
            }
        );
        return lab.Command;
    }

    private static LessonResult Run(IAnsiConsole console, TemperatureLesson lesson)
    {
        var summary = TemperaturePage.Summary(lesson);
        console.Labeled("Next", summary.Caption);
        console.Write(LabVerb.Table(summary));
        return new LessonResult(
            TemperaturePage.Of(lesson),
            new JsonObject
            {
                ["options"] = JsonResults.Of(lesson.Options),
                ["model"] = lesson.Model,
                ["tokens"] = JsonResults.Of(lesson.Tokens),
                ["runs"] = JsonResults.Of(lesson.Runs),
            }
        );
    }

    private static double Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidInputException($"Option temperatures: expected numbers, found {word}.");
}
