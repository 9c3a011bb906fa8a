using System.Net;
using System.Text;
using Rnn.Onnx.Inference.Translation;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>A page that shows what each word of a translation looked at: a heat map a text, its words in columns.</summary>
internal static class AttentionPage
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Attention</title>
        <style>
        :root { color-scheme: light dark; --ink: 20 90 180; }
        @media (prefers-color-scheme: dark) { :root { --ink: 110 180 255; } }
        body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; }
        section { margin-bottom: 3rem; overflow-x: auto; }
        h2 { font-size: 1rem; margin: 0 0 .2rem; }
        p { margin: 0 0 .8rem; opacity: .8; }
        table { border-collapse: collapse; }
        th { font-weight: normal; padding: .15rem .5rem; }
        thead th { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; vertical-align: middle; white-space: nowrap; padding: .4rem 0; }
        tbody th { text-align: right; white-space: nowrap; }
        td { width: 2rem; height: 1.7rem; border: 1px solid rgb(127 127 127 / .25); background: rgb(var(--ink) / var(--a)); }
        .scale { display: inline-block; width: 1.4rem; height: .9rem; border: 1px solid rgb(127 127 127 / .25); background: rgb(var(--ink) / var(--a)); }
        </style>
        </head>
        <body>
        <h1>What each word looked at</h1>
        <p>Rows: the words of the translation. Columns: the words of the source. The fuller the color, the more of a word's attention; each row's sum is 1.
        0 <span class="scale" style="--a:0"></span><span class="scale" style="--a:.25"></span><span class="scale" style="--a:.5"></span><span class="scale" style="--a:.75"></span><span class="scale" style="--a:1"></span> 1</p>

        """;

    /// <summary>Writes the page; a text without a translation is left out.</summary>
    /// <param name="texts">What was translated.</param>
    /// <param name="translations">The translations of each, of which the first is drawn; it has tokens and attention.</param>
    public static string Write(IReadOnlyList<string> texts, IReadOnlyList<IReadOnlyList<TranslatedText>> translations)
    {
        var page = new StringBuilder(Head);
        foreach (var (text, best) in texts.Zip(translations))
        {
            if (best[0].Tokens is { Count: > 0 })
                Draw(page, text, best[0]);
        }
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Draw(StringBuilder page, string text, TranslatedText translation)
    {
        var (source, target) = (translation.SourceTokens ?? [], translation.Tokens ?? []);
        page.Append(
            null,
            $"<section>\n<h2 dir=\"auto\">{Escape(text)}</h2>\n<p dir=\"auto\">{Escape(translation.Text)}</p>\n"
        );
        page.Append("<table>\n<thead><tr><th></th>");
        foreach (var word in source)
            page.Append(null, $"<th scope=\"col\">{Token(word)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        for (var row = 0; row < target.Count; row++)
        {
            page.Append(null, $"<tr><th scope=\"row\">{Token(target[row])}</th>");
            foreach (var (word, weight) in source.Zip(translation.Attention![row]))
                Cell(page, FormattableString.Invariant($"{weight:F3}"), $"{target[row]} ← {word}");
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>\n");
        page.Append("</section>\n");
    }

    private static void Cell(StringBuilder page, string weight, string words) =>
        page.Append(null, $"<td style=\"--a:{weight}\" title=\"{Escape($"{words}: {weight}")}\"></td>");

    // A blank, which is a token between characters, can be seen.
    private static string Token(string token) => Escape(string.IsNullOrWhiteSpace(token) ? "␣" : token);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
