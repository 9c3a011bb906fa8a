using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Texts;

/// <summary><c>rnn train classify</c>: texts with labels in, a verified .onnx file out that takes texts.</summary>
internal static class TrainClassifyCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var options = new ClassifyOptions();
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the .onnx file goes.",
            DefaultValueFactory = _ => "classifier.onnx",
        };
        var command = new Command(
            "classify",
            "Train a classifier of texts. Example: rnn train classify --data reviews.tsv -o reviews.onnx"
        )
        {
            output,
            Preset.Option(),
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var path = parsed.GetRequiredValue(output);
                AtomicFile.RequireWritable(path);
                var (data, how) = options.Read(parsed);
                var trained = Run(console, ClassificationSetup.Of(data, how), path, cancel);
                StoppedRun.Forget(parsed);
                reply.Result(TrainedJson.Of(path, trained.Card, trained.Training));
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    private static TrainedClassifier Run(
        IAnsiConsole console,
        ClassificationSetup setup,
        string output,
        CancellationToken cancel
    )
    {
        ClassificationReport.Write(console, setup);
        var trained = TrainingBar.Run(console, progress => ClassificationTraining.Run(setup, progress, cancel));
        trained.File.Save(output);
        console.Labeled("Trained", TrainingReport.Describe(trained.Training));
        console.Labeled("Parity", TrainingReport.Describe(trained.Parity));
        console.Saved(output);
        ClassificationReport.Write(console, "test", trained.Test);
        return trained;
    }
}
