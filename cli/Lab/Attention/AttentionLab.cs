using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Cli.Zoo;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Translation;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab.Attention;

/// <summary><c>rnn lab attention</c>: what a translator looks at.</summary>
internal static class AttentionLab
{
    private const string Dates = "dates";

    private static readonly string[] SomeDates = ["3 March 2021", "July 14, 1989", "Friday, 31 December 1999"];

    public static Command Create(Reply reply)
    {
        var model = new Argument<string?>("model")
        {
            Description =
                "The .onnx file of a translator with the output attention; without one, dates are learned in seconds.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var texts = new Argument<string[]>("text")
        {
            Description = "The texts; some dates where no model is given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var epochs = OptionValues.Value(
            "--epochs",
            "Passes over 6,000 dates, where no model is given.",
            DatesExample.DefaultEpochs
        );
        var lab = new LabVerb(
            "attention",
            "What a translator looks at, token by token. Example: rnn lab attention de-en.onnx \"drei eins zwei.\""
        );
        lab.Command.Add(model);
        lab.Command.Add(texts);
        lab.Command.Add(epochs);
        lab.SetAction(
            reply,
            (parsed, seed, cancel) =>
            {
                var path = parsed.GetValue(model);
                var given = parsed.GetValue(texts) ?? [];
                if (path is not null && given.Length == 0)
                    throw new InvalidInputException(
                        $"Argument text: expected a text for '{path}' to translate, found none."
                    );
                OptionRange.AtLeast(parsed.GetValue(epochs), 1, "epochs");
                using var translator = path is null
                    ? Learned(reply.Console, parsed.GetValue(epochs), seed, cancel)
                    : Opened(path);
                return Run(reply.Console, path ?? Dates, translator, given.Length == 0 ? SomeDates : given, cancel);
            }
        );
        return lab.Command;
    }

    private static LessonResult Run(
        IAnsiConsole console,
        string name,
        SequenceModel translator,
        string[] texts,
        CancellationToken cancel
    )
    {
        AttentionMap[] maps =
        [
            .. texts
                .Zip(Translations.Of(translator, texts, cancel: cancel), AttentionMap.Of)
                .Where(map => map is not null)
                .Select(map => map!),
        ];
        if (maps.Length == 0)
            throw new InvalidInputException(
                $"Argument text: expected a text with a translation by '{name}', found none."
            );
        foreach (var map in maps)
        {
            var table = AttentionMaps.Strongest(map);
            console.Labeled("Text", table.Caption);
            console.Write(LabVerb.Table(table));
        }
        return new LessonResult(
            AttentionMaps.Of(name, maps),
            new JsonObject { ["model"] = name, ["texts"] = JsonResults.Of(maps) }
        );
    }

    private static SequenceModel Learned(IAnsiConsole console, int epochs, int seed, CancellationToken cancel)
    {
        var (trained, _) = TrainingBar.Run(
            console,
            progress => DatesExample.Train(new TranslatorOptions { Attention = true }, epochs, seed, progress, cancel)
        );
        return SequenceModel.From(trained.File, Dates, new SessionSettings { Device = Device.Cpu });
    }

    private static SequenceModel Opened(string path)
    {
        var model = SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu });
        if (model.File.Outputs.Any(output => output.Name == "attention"))
            return model;
        model.Dispose();
        throw new InvalidInputException(
            $"Model '{path}': expected a translator with the output attention (rnn export --attention-output), found none."
        );
    }
}
