using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>Lines of the form "Label  text", the label in bold.</summary>
internal static class ConsoleLines
{
    private const int LabelWidth = 9;

    public static void Labeled(this IAnsiConsole console, string label, FormattableString text) =>
        console.Labeled(label, FormattableString.Invariant(text));

    public static void Labeled(this IAnsiConsole console, string label, string text)
    {
        console.Write(new Text(label.PadRight(LabelWidth), new Style(decoration: Decoration.Bold)));
        console.WriteLine(text);
    }

    /// <summary>Whether a person watches, so that a moving bar makes sense.</summary>
    public static bool IsWatched(this IAnsiConsole console) =>
        console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;

    /// <summary>Says where a file that was just written lies, and how large it is.</summary>
    public static void Saved(this IAnsiConsole console, string path) =>
        console.Labeled("Saved", $"{path} ({new FileInfo(path).Length:N0} bytes)");
}
