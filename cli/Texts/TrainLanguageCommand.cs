using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Texts;

/// <summary><c>rnn train lm</c>: a text in, a verified language model out.</summary>
internal static class TrainLanguageCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var options = new LanguageOptions();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the .onnx file goes; beside you, under the data's name, by default.",
        };
        var noGenerator = new Option<bool>("--no-generator")
        {
            Description = "Write the model with states alone, not the generator beside it: a prompt in, text out.",
        };
        var command = new Command(
            "lm",
            "Train a language model on a text. Example: rnn train lm --data shakespeare.txt --hidden 128 -o shakespeare.onnx"
        )
        {
            output,
            noGenerator,
            Preset.Option(),
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var data = parsed.GetRequiredValue(options.Data);
                var path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(data) + ".onnx";
                var generator = parsed.GetValue(noGenerator) ? null : Path.ChangeExtension(path, ".generator.onnx");
                AtomicFile.RequireWritable(path);
                AtomicFile.RequireWritable(generator ?? path);
                var (split, how) = options.Read(parsed);
                var trained = Run(console, split, how, path, cancel);
                if (generator is not null)
                    Save(console, LanguageExport.Generator(console, trained.File), generator);
                StoppedRun.Forget(parsed);
                var result = TrainedJson.Of(path, trained.Card, trained.Training);
                result["generator"] = generator;
                reply.Result(result);
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
        console.Labeled("Trained", TrainingReport.Describe(trained.Training));
        console.Labeled("Parity", TrainingReport.Describe(trained.Parity));
        Save(console, trained.File, output);
        LanguageReport.Write(console, trained.Card.Metrics!.Part, trained.Measured);
        var naive = trained.Card.Metrics.Naive["frequencies"]["natsPerCharacter"];
        console.Labeled("Naive", $"{naive:F4} nats a character by how often each token comes");
        return trained;
    }

    private static void Save(IAnsiConsole console, ModelFile file, string path)
    {
        file.Save(path);
        console.Saved(path);
    }
}
