using System.Diagnostics;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The command in a process of its own, which a test can stop or kill.</summary>
internal sealed class RnnProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private RnnProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public static RnnProcess Start(string commandLine)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, .. commandLine.Split(' ')])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new RnnProcess(Process.Start(start)!);
    }

    /// <summary>Reads what it prints up to the line that begins so.</summary>
    public async Task UntilAsync(string line)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } read)
        {
            if (read.TrimStart().StartsWith(line, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"It ended without a line '{line}': {await errors}");
    }

    /// <summary>As <c>kill -9</c>: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>
    /// Asks it to stop, as Ctrl+C does: by SIGTERM, which the command takes alike, because SIGINT is ignored in whatever a
    /// shell has started in the background.
    /// </summary>
    public async Task<(int ExitCode, string Errors)> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var rest = process.StandardOutput.ReadToEndAsync();
        // Only a command that does not stop at all gets here: it must not hold up the tests.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            Assert.Fail("It did not stop.");
        }
        await rest;
        return (process.ExitCode, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
