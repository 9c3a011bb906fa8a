using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rnn.Onnx.Cli;

/// <summary>The one sentence about a command line that means nothing, with the help that says more.</summary>
internal static class ParseRefusal
{
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return $"{What(parsed, command)} Try '{Path(parsed.CommandResult)} --help'.";
    }

    private static string What(ParseResult parsed, Command command)
    {
        // A word that means nothing is a better hint than the option that is missing because of it.
        var token = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (command.Subcommands.Count > 0)
            return $"Verb: expected one of {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}, found {(token is null ? "none" : $"'{token}'")}.";
        if (token is not null)
            return $"Unrecognized command or argument '{token}'.";
        // The library's sentences may have several lines, and no full stop.
        var words = parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join(' ', words).TrimEnd('.')}.";
    }

    private static string Path(CommandResult command)
    {
        var name = command.Command is RootCommand ? "rnn" : command.Command.Name;
        return command.Parent is CommandResult parent ? $"{Path(parent)} {name}" : name;
    }
}
