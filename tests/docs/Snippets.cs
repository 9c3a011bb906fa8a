using System.Text.RegularExpressions;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>Pieces of code in pages, and in the sources that run them.</summary>
internal static partial class Snippets
{
    /// <summary>The code blocks of a language in a page, in order.</summary>
    public static string[] OfPage(string page, string language)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
        return
        [
            .. CodeBlock()
                .Matches(text)
                .Where(match => match.Groups["language"].Value == language)
                .Select(match => match.Groups["code"].Value.TrimEnd()),
        ];
    }

    /// <summary>What stands between the marks of a name in a source file of this project, moved to the left.</summary>
    public static string OfSource(string file, string mark)
    {
        var path = Path.Combine(Repository.Root, "tests", "docs", file);
        var lines = File.ReadAllLines(path).ToList();
        var first = lines.FindIndex(line => line.Trim() == $"// <{mark}>");
        var last = lines.FindIndex(line => line.Trim() == $"// </{mark}>");
        var indent = lines[first].TakeWhile(char.IsWhiteSpace).Count();
        return string.Join('\n', lines[(first + 1)..last].Select(line => line.Length < indent ? "" : line[indent..]));
    }

    [GeneratedRegex(
        "^```(?<language>[a-z]+)\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex CodeBlock();
}
