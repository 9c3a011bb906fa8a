namespace Rnn.Onnx.Cli.Pages;

/// <summary>One thing on a page, from top to bottom.</summary>
internal abstract record PagePart;

/// <summary>Words under each other.</summary>
/// <param name="Text">Plain text; the page escapes it.</param>
internal sealed record PageText(string Text) : PagePart;

/// <summary>Text as it stands, line by line: a generated sample, a card.</summary>
/// <param name="Caption">Shown above it; with <paramref name="Folded"/> it is all that is seen before a click.</param>
/// <param name="Text">Plain text; the page escapes it.</param>
/// <param name="Folded">Whether it is closed at first. Printed pages show it open.</param>
internal sealed record PagePassage(string Caption, string Text, bool Folded = false) : PagePart;

/// <summary>A table.</summary>
/// <param name="Caption">Shown above it.</param>
/// <param name="Header">A cell for each column; columns whose cells are numbers stand to the right.</param>
/// <param name="Rows">Cells of plain text, as many as the header has.</param>
internal sealed record PageTable(
    string Caption,
    IReadOnlyList<string> Header,
    IReadOnlyList<IReadOnlyList<string>> Rows
) : PagePart;
