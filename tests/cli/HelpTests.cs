using System.CommandLine;
using System.Text;
using Rnn.Onnx.Tests.Shared;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>Holds the help of the whole tool: a change of it has to be meant.</summary>
[TestClass]
public sealed class HelpTests
{
    [TestMethod]
    public async Task Help_OfTheWholeTool_IsTheAcceptedOne()
    {
        var path = Path.Combine(Repository.Root, "tests/cli/Help/rnn.txt");
        var text = new StringBuilder();
        foreach (var words in Commands([]))
        {
            var help = await RnnCommand.RunAsync([.. words, "--help"]);
            Assert.AreEqual(App.Success, help.ExitCode, help.Errors);
            // The name of the process, which is another one here.
            var lines = help
                .Output.Replace($"  {RootCommand.ExecutableName} ", "  rnn ", StringComparison.Ordinal)
                .TrimEnd()
                .Split('\n')
                .Select(line => line.TrimEnd());
            text.Append("$ rnn ").AppendJoin(' ', [.. words, "--help"]).Append('\n');
            text.AppendJoin('\n', lines).Append("\n\n");
        }
        if (Environment.GetEnvironmentVariable("RNN_ACCEPT_API") == "1")
        {
            await File.WriteAllTextAsync(path, text.ToString());
            return;
        }
        Assert.AreEqual(
            await File.ReadAllTextAsync(path),
            text.ToString(),
            "The help changed. If that is meant, accept it with ./build.sh Test --only cli --accept-api and commit tests/cli/Help/rnn.txt."
        );
    }

    /// <summary>The words of every verb that does something.</summary>
    public static IEnumerable<string[]> Verbs() => Commands([]).Where(words => Find(words).Subcommands.Count == 0);

    // The tool itself, and below it all commands.
    private static IEnumerable<string[]> Commands(string[] words) =>
        Find(words)
            .Subcommands.Where(command => !command.Hidden)
            .SelectMany(command => Commands([.. words, command.Name]))
            .Prepend(words);

    private static Command Find(string[] words)
    {
        Command command = App.Commands(new Reply(AnsiConsole.Console));
        foreach (var word in words)
            command = command.Subcommands.Single(sub => sub.Name == word);
        return command;
    }
}
