using System.CommandLine;
using Rnn.Onnx.Cli.Backtest;
using Rnn.Onnx.Cli.Completion;
using Rnn.Onnx.Cli.Data;
using Rnn.Onnx.Cli.Inspect;
using Rnn.Onnx.Cli.Lab;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Cli.Serve;
using Rnn.Onnx.Cli.Tagging;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Cli.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Checkpoints;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary>The <c>rnn</c> command: verbs in, exit code out.</summary>
internal static class App
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A failure of ours.</summary>
    public const int Failure = 1;

    /// <summary>The input can not be used as it is; one sentence on standard error says why.</summary>
    public const int BadInput = 2;

    /// <summary>Runs one command line.</summary>
    public static async Task<int> RunAsync(
        string[] args,
        IAnsiConsole console,
        TextWriter errors,
        CancellationToken cancel = default
    )
    {
        var reply = new Reply(console, errors);
        var root = Commands(reply);
        try
        {
            args = Preset.Expand(root, args);
        }
        catch (InvalidInputException e)
        {
            await errors.WriteLineAsync($"rnn: {e.Message}");
            return BadInput;
        }
        // Who types the name alone wants to know what there is.
        var parsed = root.Parse(args is [] ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"rnn: {ParseRefusal.Of(parsed)}");
            return BadInput;
        }
        try
        {
            reply.IsJson = parsed.GetValue(reply.JsonOption);
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = reply.Writer,
                Error = errors,
                // A batch of a large model takes a while, and so does its checkpoint.
                ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
            };
            return await parsed.InvokeAsync(configuration, cancel);
        }
        catch (Exception e)
        {
            var (code, sentence) = Explain(e);
            await errors.WriteLineAsync($"rnn: {sentence}");
            if (Environment.GetEnvironmentVariable("RNN_TRACE") == "1")
                await errors.WriteLineAsync($"{e}");
            return code;
        }
    }

    /// <summary>All verbs.</summary>
    public static RootCommand Commands(Reply reply)
    {
        var root = new RootCommand("Train recurrent models in C#, get one self-contained ONNX file, use it anywhere.")
        {
            reply.JsonOption,
            new Command("train", "Train a model and export it.")
            {
                TrainForecastCommand.Create(reply),
                TrainClassifyCommand.Create(reply),
                TrainLanguageCommand.Create(reply),
                TrainTagCommand.Create(reply),
                TrainTranslateCommand.Create(reply),
            },
            ExportCommand.Create(reply),
            InspectCommand.Create(reply),
            EvaluateCommand.Create(reply),
            PredictCommand.Create(reply),
            GenerateCommand.Create(reply),
            TranslateCommand.Create(reply),
            BacktestCommand.Create(reply),
            ReportCommand.Create(reply),
            ServeCommand.Create(reply),
            DemoCommand.Create(reply),
            LabCommand.Create(reply),
            DataCommand.Create(reply),
            ZooCommand.Create(reply),
            CompletionCommand.Create(reply),
        };
        ExampleHelp.Install(root);
        return root;
    }

    // Who reads the sentence can do something about it, but for the last.
    private static (int Code, string Sentence) Explain(Exception e) =>
        e switch
        {
            InvalidInputException or TrainingDivergedException => (BadInput, e.Message),
            TrainingStoppedException or ParityException => (Failure, e.Message),
            OperationCanceledException => (Failure, "stopped; nothing was written."),
            IOException or UnauthorizedAccessException => (BadInput, e.Message),
            _ => (
                Failure,
                $"a failure of rnn itself, {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} RNN_TRACE=1 shows where."
            ),
        };
}
