namespace Rnn.Onnx.Cli.Pages;

/// <summary>A page that a command leaves behind: texts, tables and plots in sections.</summary>
/// <param name="Title">What it is about; the page's name in the browser.</param>
/// <param name="Summary">A sentence or two below the title.</param>
/// <param name="Sections">From top to bottom.</param>
internal sealed record Page(string Title, string Summary, IReadOnlyList<PageSection> Sections)
{
    /// <summary>All plots, from top to bottom.</summary>
    public IEnumerable<Plot> Plots => Sections.SelectMany(section => section.Parts).OfType<Plot>();
}

/// <summary>A heading with what stands below it.</summary>
internal sealed record PageSection(string Heading, IReadOnlyList<PagePart> Parts);
