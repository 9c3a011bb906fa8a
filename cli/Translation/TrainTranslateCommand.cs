using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Translation;

/// <summary><c>rnn train translate</c>: pairs of texts in, a verified .onnx file out that translates.</summary>
internal static class TrainTranslateCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var options = new TranslationOptions();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the .onnx file goes; beside you, under the source's name, by default.",
        };
        var steps = new Option<string?>("--steps")
        {
            Description =
                "A folder for encoder_model.onnx and decoder_model.onnx, for programs that decode themselves.",
        };
        var command = new Command(
            "translate",
            "Train a translator. Example: rnn train translate --source train.de --target train.en --lower-case -o de-en.onnx"
        )
        {
            output,
            steps,
            Preset.Option(),
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var path = parsed.GetValue(output) ?? Path.GetFileName(options.Data.Source(parsed)) + ".onnx";
                AtomicFile.RequireWritable(path);
                if (parsed.GetValue(steps) is { } wanted)
                    TranslatorFiles.RequireFolder(wanted);
                var trained = Run(console, options.Read(parsed), path, cancel);
                if (parsed.GetValue(steps) is { } folder)
                {
                    trained.Files.Save(folder);
                    console.Labeled(
                        "Saved",
                        $"{Path.Combine(folder, Translator.EncoderFile)}, {Translator.DecoderFile}"
                    );
                }
                StoppedRun.Forget(parsed);
                var result = TrainedJson.Of(path, trained.Card, trained.Training);
                result["steps"] = parsed.GetValue(steps);
                reply.Result(result);
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    /// <summary>Trains, verifies and saves; says what it does on the way.</summary>
    public static TrainedTranslator Run(
        IAnsiConsole console,
        TranslationSetup setup,
        string output,
        CancellationToken cancel
    )
    {
        TranslationReport.Write(console, setup);
        var trained = TrainingBar.Run(console, progress => TranslationTraining.Run(setup, progress, cancel));
        trained.File.Save(output);
        console.Labeled("Trained", TrainingReport.Describe(trained.Training));
        console.Labeled("Parity", TrainingReport.Describe(trained.Parity));
        console.Saved(output);
        TranslationReport.Write(console, trained.Card.Metrics!.Part, trained.Measured);
        console.Labeled("Tokens", $"perplexity {trained.Perplexity:F2}");
        return trained;
    }
}
