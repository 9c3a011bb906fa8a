using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>What <c>rnn export</c> does for translators alone.</summary>
internal sealed class TranslatorExportFlags
{
    private readonly DecodingFlags decoding = new();

    private readonly Option<bool> attention = new("--attention-output")
    {
        Description = "Let the file of a translator also say what each word looked at.",
    };

    private readonly Option<string?> steps = new("--steps")
    {
        Description = "Write the encoder and the decoder of a translator into this folder.",
    };

    public void AddTo(Command command)
    {
        command.Add(attention);
        command.Add(steps);
        decoding.AddTo(command);
    }

    /// <summary>Whether a source is the checkpoint of a translator.</summary>
    public static bool IsMeant(string source) =>
        !source.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && IsMeant(Checkpoint.Open(source));

    /// <summary>The folder for the two files; null where they are not asked for.</summary>
    public string? Steps(ParseResult parsed) => parsed.GetValue(steps);

    /// <summary>Writes the two files into the folder that was given.</summary>
    /// <exception cref="InvalidInputException">The source is no checkpoint of a translator, or the folder is a file.</exception>
    public void SaveSteps(IAnsiConsole console, ParseResult parsed, string source, ExportOptions options)
    {
        var folder = parsed.GetValue(steps)!;
        TranslatorFiles.RequireFolder(folder);
        if (!IsMeant(source))
            throw new InvalidInputException(
                $"Option steps: expected the checkpoint of a translator to export from, found '{source}'."
            );
        var files = TranslatorCheckpoint.Steps(Checkpoint.Open(source), options);
        files.Save(folder);
        console.Labeled("Parity", TrainingReport.Describe(files.Parity));
        console.Saved(Path.Combine(folder, Translator.EncoderFile));
        console.Saved(Path.Combine(folder, Translator.DecoderFile));
    }

    /// <summary>How the file of a translator is written: as its run was told, but for what is asked for here.</summary>
    /// <returns>Null for a run that trains another model.</returns>
    /// <exception cref="InvalidInputException">An option is meant for translators, or out of its range.</exception>
    public TranslatorOptions? Read(ParseResult parsed, Checkpoint checkpoint, bool requiredInputs)
    {
        if (!IsMeant(checkpoint))
        {
            Option[] own = [attention, .. decoding.Free, .. decoding.Fixed];
            if (own.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
                throw new InvalidInputException(
                    $"Option {given.Name.TrimStart('-')}: expected the checkpoint of a translator, found '{checkpoint.Path}' of another model."
                );
            return null;
        }
        var card = ModelCard.FromJson(checkpoint.Model!.Context!, checkpoint.Path);
        return new TranslatorOptions
        {
            Decoding = decoding.Read(parsed, TranslatorCheckpoint.Decoding(card)),
            Attention = parsed.GetValue(attention),
            RequiredInputs = requiredInputs,
        };
    }

    private static bool IsMeant(Checkpoint checkpoint) =>
        checkpoint.Model is { Kind: nameof(Seq2Seq), Context: not null };
}
