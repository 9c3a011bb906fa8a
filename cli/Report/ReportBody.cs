using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;

namespace Rnn.Onnx.Cli.Report;

/// <summary>What a report says of a task's data; the sections that all reports have come behind it.</summary>
/// <param name="Summary">What was measured, in a sentence or two; empty where nothing was.</param>
/// <param name="Sections">From top to bottom.</param>
/// <param name="Figures">The measured numbers, for programs.</param>
internal sealed record ReportBody(string Summary, IReadOnlyList<PageSection> Sections, JsonObject Figures)
{
    /// <summary>Of a model without data.</summary>
    public static ReportBody Empty => new("", [], []);
}
