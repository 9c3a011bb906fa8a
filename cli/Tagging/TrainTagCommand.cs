using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Tagging;

/// <summary><c>rnn train tag</c>: tagged words in, a verified .onnx file out that reads words.</summary>
internal static class TrainTagCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var options = new TagOptions();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the .onnx file goes; beside you, under the data's name, by default.",
        };
        var command = new Command(
            "tag",
            "Train a tagger of words. Example: rnn train tag --train words.tsv -o words.onnx"
        )
        {
            output,
            Preset.Option(),
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var data = parsed.GetRequiredValue(options.Data);
                var path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(data) + ".onnx";
                AtomicFile.RequireWritable(path);
                var trained = Run(console, options.Read(parsed), path, cancel);
                StoppedRun.Forget(parsed);
                reply.Result(TrainedJson.Of(path, trained.Card, trained.Training));
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    /// <summary>Trains, verifies and saves; says what it does on the way.</summary>
    public static TrainedTagger Run(IAnsiConsole console, TaggingSetup setup, string output, CancellationToken cancel)
    {
        TaggingReport.Write(console, setup);
        var trained = TrainingBar.Run(console, progress => TaggingTraining.Run(setup, progress, cancel));
        trained.File.Save(output);
        console.Labeled("Trained", TrainingReport.Describe(trained.Training));
        console.Labeled("Parity", TrainingReport.Describe(trained.Parity));
        console.Saved(output);
        TaggingReport.Write(
            console,
            setup.TestHasItsFile ? Path.GetFileName(setup.Measured.Path) : "test part",
            trained.Test
        );
        return trained;
    }
}
