using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The command as a process of its own: in a terminal, in one without colors, and into a pipe.</summary>
[TestClass]
public sealed class TerminalTests : IDisposable
{
    // 38;5;N and 3N set a color, 1 and 0 make bold and plain.
    private const string Color = @"\x1b\[(38;|48;|3[0-7]|9[0-7])";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Train_InATerminal_MovesABarInColorsWithRateAndTimeLeft()
    {
        var shown = await InTerminalAsync("TERM=xterm-256color");
        Assert.MatchesRegex(Color, shown);
        Assert.MatchesRegex(@"epoch \d/2  loss \d\.\d{4}  [\d,]+ rows/s  at most \d:\d\d left", shown);
        StringAssert.Contains(shown, "\x1b[2A", "It goes back up to draw the bar anew.");
    }

    [TestMethod]
    public async Task Train_NoColor_HasNone()
    {
        var shown = await InTerminalAsync("TERM=xterm-256color NO_COLOR=1");
        StringAssert.Contains(shown, "Trained");
        Assert.DoesNotMatchRegex(Color, shown);
    }

    [TestMethod]
    public async Task Train_IntoAPipe_IsPlainText()
    {
        SampleSeries.WeeklyFile(folder["data.csv"]);
        var shown = await ForeignProcess.RunAsync("dotnet", Command.Split(' '));
        StringAssert.Contains(shown, "epoch 2/2");
        Assert.DoesNotContain("\x1b", shown);
    }

    private string Command =>
        $"{typeof(App).Assembly.Location} train forecast --data {folder["data.csv"]} --target value --look-back 14 --horizon 3 --hidden 8 --epochs 2 --threads 1 -o {folder["m.onnx"]}";

    // "script" of util-linux gives the command a terminal; its arguments differ elsewhere.
    private async Task<string> InTerminalAsync(string environment)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("There is no 'script' of util-linux here.");
        SampleSeries.WeeklyFile(folder["data.csv"]);
        return await ForeignProcess.RunAsync(
            "env",
            [.. environment.Split(' '), "script", "-qec", $"dotnet {Command}", "/dev/null"]
        );
    }
}
