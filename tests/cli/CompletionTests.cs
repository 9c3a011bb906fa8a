using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The scripts of <c>rnn completion</c>, in the shells that are here.</summary>
[TestClass]
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("rnn tra", "train translate")]
    [DataRow("rnn train f", "forecast")]
    [DataRow("rnn train forecast --cell l", "lstm")]
    [DataRow("rnn predict m.onnx --dat", "--data --date")]
    [DataRow("rnn completion ", "bash powershell zsh")]
    public async Task Bash_WordsThatBegin_AreCompleted(string line, string expected)
    {
        var script = (await RnnCommand.RunAsync("completion bash")).Output;
        var test = folder.Write(
            "test.sh",
            $$"""
            rnn() { dotnet "{{typeof(App).Assembly.Location}}" "$@"; }
            {{script}}
            COMP_LINE="{{line}}" COMP_POINT={{line.Length}}
            COMP_WORDS=({{line}}{{(line.EndsWith(' ') ? " ''" : "")}}) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _rnn
            echo "${COMPREPLY[*]}"
            """
        );
        var found = await ForeignProcess.RunAsync("bash", [test]);
        var words = found
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word[0] != '-' || line.Contains('-'));
        Assert.AreEqual(expected, string.Join(' ', words.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    [DataRow("bash", "complete -o default -F _rnn rnn")]
    [DataRow("zsh", "compdef _rnn rnn")]
    [DataRow("powershell", "Register-ArgumentCompleter -Native -CommandName rnn")]
    public async Task Script_OfEveryShell_RegistersTheCommand(string shell, string line)
    {
        var run = await RnnCommand.RunAsync($"completion {shell}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, line);
    }
}
