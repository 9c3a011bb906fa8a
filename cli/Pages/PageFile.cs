using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Pages;

/// <summary>
/// Writes a page as one HTML file that needs nothing beside it and no network, and the data of its plots as JSON into a folder of
/// the same name (<c>report.html</c>, <c>report.data/loss.json</c>).
/// </summary>
internal static class PageFile
{
    private const string Folder = "Rnn.Onnx.Cli.Pages.";

    // Escapes what HTML would read: the plots stand in a script element.
    private static readonly JsonSerializerOptions Embedded = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The folder of the data beside a page.</summary>
    public static string DataFolder(string path) => Path.ChangeExtension(path, ".data");

    /// <summary>Writes both; the page last, so that it never names data which are not there.</summary>
    /// <returns>The paths of the data files.</returns>
    /// <exception cref="InvalidInputException">The path can not be written.</exception>
    public static IReadOnlyList<string> Save(Page page, string path)
    {
        AtomicFile.RequireWritable(path);
        var html = Html(page);
        var folder = DataFolder(path);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var plot in page.Plots)
        {
            var file = Path.Combine(folder, plot.Id + ".json");
            AtomicFile.WriteAllText(file, JsonSerializer.Serialize(plot.Rows, JsonResults.Options) + "\n");
            files.Add(file);
        }
        AtomicFile.WriteAllText(path, html);
        return files;
    }

    /// <summary>The page as HTML.</summary>
    public static string Html(Page page)
    {
        var scripts = page.Plots.Any()
            ? string.Concat(
                WebFiles.Plots.Select(name => $"<script>{Script(File.ReadAllText(WebFiles.Path(name)))}</script>\n")
            )
            : "";
        var plots = new JsonArray([
            .. page.Plots.Select(plot => new JsonObject
            {
                ["id"] = plot.Id,
                ["spec"] = plot.Spec.DeepClone(),
                ["rows"] = new JsonArray([.. plot.Rows.Select(row => row.DeepClone())]),
            }),
        ]);
        return Resource("page.html")
            .Replace("{{title}}", Escape(page.Title), StringComparison.Ordinal)
            .Replace("{{summary}}", Escape(page.Summary), StringComparison.Ordinal)
            .Replace("{{style}}", Resource("page.css"), StringComparison.Ordinal)
            .Replace("{{colors}}", JsonSerializer.Serialize(PlotColors.All), StringComparison.Ordinal)
            .Replace("{{plots}}", plots.ToJsonString(Embedded), StringComparison.Ordinal)
            .Replace("{{body}}", Body(page), StringComparison.Ordinal)
            .Replace("{{script}}", Resource("page.js"), StringComparison.Ordinal)
            .Replace("{{scripts}}", scripts, StringComparison.Ordinal);
    }

    private static string Body(Page page)
    {
        var body = new StringBuilder();
        foreach (var section in page.Sections)
        {
            body.Append(null, $"<section>\n<h2>{Escape(section.Heading)}</h2>\n");
            foreach (var part in section.Parts)
                body.Append(Part(part));
            body.Append("</section>\n");
        }
        return body.ToString();
    }

    private static string Part(PagePart part) =>
        part switch
        {
            PageText text => $"<p dir=\"auto\">{Escape(text.Text)}</p>\n",
            PagePassage { Folded: true } text =>
                $"<details><summary>{Escape(text.Caption)}</summary><pre dir=\"auto\">{Escape(text.Text)}</pre></details>\n",
            PagePassage text =>
                $"<figure><figcaption>{Escape(text.Caption)}</figcaption><pre dir=\"auto\">{Escape(text.Text)}</pre></figure>\n",
            PageTable table => Table(table),
            Plot plot =>
                $"<figure class=\"plot\"><figcaption>{Escape(plot.Title)}</figcaption><div id=\"{Escape(plot.Id)}\"></div><p>{Escape(plot.Explanation)}</p></figure>\n",
            _ => throw new ArgumentException(
                $"Expected a known part of a page, found {part.GetType().Name}.",
                nameof(part)
            ),
        };

    private static string Table(PageTable table)
    {
        var html = new StringBuilder(
            $"<div class=\"table\"><table><caption>{Escape(table.Caption)}</caption>\n<thead><tr>"
        );
        foreach (var cell in table.Header)
            html.Append(null, $"<th scope=\"col\">{Escape(cell)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
                html.Append(null, $"<td{(IsNumber(cell) ? " class=\"number\"" : "")} dir=\"auto\">{Escape(cell)}</td>");
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    private static bool IsNumber(string cell) =>
        cell.Length > 0 && cell.All(c => char.IsAsciiDigit(c) || ".,-+% eE".Contains(c));

    // A script that speaks of closing tags would end its own element.
    private static string Script(string text) =>
        text.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream(Folder + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
