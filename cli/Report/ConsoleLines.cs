using Spectre.Console;

namespace Rnn.Onnx.Cli.Report;

/// <summary>Lines of the form "Label  text", the label in bold.</summary>
internal static class ConsoleLines
{
    private const int LabelWidth = 9;

    public static void Labeled(this IAnsiConsole console, string label, FormattableString text) =>
        console.Labeled(label, FormattableString.Invariant(text));

    public static void Labeled(this IAnsiConsole console, string label, string text)
    {
        var line = new Grid().AddColumn(new GridColumn().NoWrap().Width(LabelWidth).PadLeft(0)).AddColumn();
        console.Write(line.AddRow(new Text(label, new Style(decoration: Decoration.Bold)), new Text(text)));
    }
}
