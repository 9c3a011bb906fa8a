using Rnn.Onnx.Cli;
using Spectre.Console;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Runs the command in this process and keeps what it says.</summary>
internal sealed record RnnCommand(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs <c>rnn</c> with a command line split at blanks.</summary>
    public static Task<RnnCommand> RunAsync(string commandLine) => RunAsync(commandLine.Split(' '));

    /// <summary>Runs <c>rnn</c> with arguments.</summary>
    public static async Task<RnnCommand> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = 160;
        var exitCode = await App.RunAsync(arguments, console, errors);
        return new RnnCommand(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Bad input: exit code 2, one sentence on standard error, nothing on standard output.</summary>
    public void IsRefusedWith(string sentence)
    {
        Assert.AreEqual($"rnn: {sentence}{Environment.NewLine}", Errors);
        Assert.AreEqual(App.BadInput, ExitCode);
    }
}
