using System.CommandLine;
using System.CommandLine.Parsing;
using Rnn.Onnx.Training.Checkpoints;

namespace Rnn.Onnx.Cli;

/// <summary>
/// Where a training keeps what it has when it is stopped and no <c>--checkpoint</c> says where: beside its output, as
/// <c>births.run</c> for <c>births.onnx</c>.
/// </summary>
internal static class StoppedRun
{
    /// <summary>The option that says where; then nothing of this happens.</summary>
    public const string Checkpoint = "--checkpoint";

    private const string Ending = ".run";

    /// <summary>Keeps a checkpoint there, but only when the run is stopped.</summary>
    public static CheckpointOptions Options(ParseResult parsed, bool resume) =>
        new()
        {
            Folder = Folder(parsed),
            Resume = resume,
            OnlyWhenStopped = true,
        };

    /// <summary>The run is over and its file is written: what it went on from is not needed any more.</summary>
    public static void Forget(ParseResult parsed)
    {
        var folder = Folder(parsed);
        var file = Path.Combine(folder, Training.Checkpoints.Checkpoint.FileName);
        if (Given(parsed, Checkpoint) is not null || !File.Exists(file))
            return;
        File.Delete(file);
        foreach (var history in Directory.GetFiles(folder, "history.*"))
            File.Delete(history);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static string Folder(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return Path.ChangeExtension(Given(parsed, "--output")?.GetValueOrDefault<string>() ?? command.Name, Ending);
    }

    private static OptionResult? Given(ParseResult parsed, string name) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is { } option
            ? parsed.GetResult(option)
            : null;
}
