using System.Text.Json.Nodes;

namespace Rnn.Onnx.Cli.Pages;

/// <summary>One plot of a page, drawn in the browser by Vega-Lite; its data also lie as JSON beside the page.</summary>
/// <param name="Id">Names the plot in the page and its data file: lower-case words with hyphens, once a page.</param>
/// <param name="Title">Shown above it.</param>
/// <param name="Explanation">A paragraph of plain text below it, which says what is seen, with the measured numbers; may be empty.</param>
/// <param name="Spec">
/// The Vega-Lite specification without data, title, size and colors: the page gives <c>{"values": rows}</c>, the width of its column,
/// and colors that can be read on light and on dark. A <c>height</c> may stand in it. Colors by hand are those of <see cref="PlotColors"/>.
/// </param>
/// <param name="Rows">The data: an object a row, numbers that are none as null (<see cref="JsonResults.Number"/>).</param>
internal sealed record Plot(
    string Id,
    string Title,
    string Explanation,
    JsonObject Spec,
    IReadOnlyList<JsonObject> Rows
) : PagePart;
