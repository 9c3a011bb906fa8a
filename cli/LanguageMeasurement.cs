using System.CommandLine;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn evaluate</c> of a language model: how well it predicts a text.</summary>
internal static class LanguageMeasurement
{
    public static TaskVerb Verb(IAnsiConsole console, Option<string[]> data) =>
        new(
            ModelCard.LanguageModelTask,
            [data],
            (file, _, parsed) =>
            {
                var path = DataFiles.Single(parsed, data);
                var text = TextFile.ReadAll(path);
                using var model = SequenceModel.Load(file, new SessionSettings { Device = Device.Cpu });
                LanguageReport.Write(console, Path.GetFileName(path), LanguageEvaluation.Measure(model, text));
            }
        );
}
