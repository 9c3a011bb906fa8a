using System.CommandLine;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli;

/// <summary>The option <c>--data</c> of the verbs that take files of every task: one file, or one a class.</summary>
internal static class DataFiles
{
    public static Option<string[]> Option(string description) =>
        new("--data") { Description = description, AllowMultipleArgumentsPerToken = true };

    /// <summary>The one file.</summary>
    /// <exception cref="InvalidInputException">There is none, or more than one.</exception>
    public static string Single(ParseResult parsed, Option<string[]> data) =>
        parsed.GetValue(data) switch
        {
            [var path] => path,
            null or [] => throw new InvalidInputException("Option data: expected a file, found none."),
            var paths => throw new InvalidInputException(
                $"Option data: expected one file, found {string.Join(", ", paths)}."
            ),
        };
}
