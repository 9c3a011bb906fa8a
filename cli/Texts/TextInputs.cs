using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>The texts that <c>rnn predict</c> answers: on the command line, or a file with one a line.</summary>
internal static class TextInputs
{
    public static Option<string[]> Option() =>
        new("--text") { Description = "A text to answer; can be given several times." };

    /// <summary>The texts that were given.</summary>
    /// <exception cref="InvalidInputException">There are none, or both kinds.</exception>
    public static IReadOnlyList<string> Read(ParseResult parsed, Option<string[]> text, Option<string[]> data)
    {
        var (texts, files) = (parsed.GetValue(text) ?? [], parsed.GetValue(data) ?? []);
        if (texts.Length > 0 == files.Length > 0)
            throw new InvalidInputException(
                $"Options text and data: expected texts or a file of texts, one a line, found {(texts.Length > 0 ? "both" : "neither")}."
            );
        return texts.Length > 0 ? texts : [.. TextFile.ReadLines(DataFiles.Single(parsed, data))];
    }
}
