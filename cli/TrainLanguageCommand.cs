using System.CommandLine;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn train lm</c>: a text in, a verified language model out.</summary>
internal static class TrainLanguageCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var options = new LanguageOptions();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the .onnx file goes; beside you, under the data's name, by default.",
        };
        var command = new Command(
            "lm",
            "Train a language model on a text. Example: rnn train lm --data shakespeare.txt --hidden 128 --epochs 3 -o shakespeare.onnx"
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
                var (split, how) = options.Read(parsed);
                Run(console, split, how, path, cancel);
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    /// <summary>Trains, verifies and saves; says what it does on the way.</summary>
    public static TrainedLanguageModel Run(
        IAnsiConsole console,
        LanguageSplit split,
        LanguageTrainingOptions options,
        string output,
        CancellationToken cancel
    )
    {
        console.Labeled("Text", $"{split.Path}: {LanguageReport.Describe(split)}");
        console.Labeled("Split", LanguageReport.Parts(split));
        console.Labeled("Model", LanguageReport.Describe(options));
        var trained = TrainingBar.Run(console, progress => LanguageTraining.Run(split, options, progress, cancel));
        trained.File.Save(output);
        console.Labeled("Trained", ForecastReport.Describe(trained.Training));
        console.Labeled("Parity", ForecastReport.Describe(trained.Parity));
        console.Labeled("Saved", $"{output} ({new FileInfo(output).Length:N0} bytes)");
        LanguageReport.Write(console, trained.Card.Metrics!.Part, trained.Measured);
        var naive = trained.Card.Metrics.Naive["frequencies"]["natsPerCharacter"];
        console.Labeled("Naive", $"{naive:F4} nats a character by how often each token comes");
        return trained;
    }
}
