using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>The console that a person or a log sees.</summary>
internal static class TerminalConsole
{
    private const int LogWidth = 160;

    /// <summary>Colors and a moving bar in a terminal; plain text of a fixed width where the output goes into a file or pipe.</summary>
    public static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var plain = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            }
        );
        plain.Profile.Width = LogWidth;
        return plain;
    }
}
