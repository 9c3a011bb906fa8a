using Rnn.Onnx.Cli;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The <c>rnn</c> commands of a page.</summary>
internal static class PageCommands
{
    private static readonly string[] Trains = ["rnn train ", "rnn backtest "];

    /// <summary>The commands in a page's bash blocks, in order.</summary>
    /// <param name="page">The page.</param>
    /// <param name="having">Only those that have this in them.</param>
    public static string[] Of(string page, string having = "rnn ") =>
        [
            .. Snippets
                .OfPage(page, "bash")
                .SelectMany(block => block.Split('\n'))
                .Where(line => line.StartsWith("rnn ", StringComparison.Ordinal))
                // It would serve until it is stopped; the tests of its own page ask it something.
                .Where(line => !line.StartsWith("rnn serve ", StringComparison.Ordinal))
                .Where(line => line.Contains(having, StringComparison.Ordinal)),
        ];

    /// <summary>Runs a command, which must end well.</summary>
    /// <param name="command">The line of the page.</param>
    /// <param name="quick">Added where it trains: a page trains to the end, here one epoch must do.</param>
    public static async Task<RnnCommand> RunAsync(string command, string quick = " --epochs 1")
    {
        var added = Trains.Any(verb => command.StartsWith(verb, StringComparison.Ordinal)) ? quick : "";
        var run = await RnnCommand.RunAsync([.. Words(command["rnn ".Length..] + added)]);
        Assert.AreEqual(App.Success, run.ExitCode, $"{command}: {run.Errors}");
        return run;
    }

    // Blanks within quotes do not separate, as in a shell; presets are those of the repository.
    private static IEnumerable<string> Words(string command) =>
        command
            .Split('"')
            .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word =>
                word.StartsWith("presets/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word
            );
}
