using System.Diagnostics;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Runs another program and returns what it printed.</summary>
internal static class ForeignProcess
{
    /// <summary>Runs to the end; a program that is not there makes the test inconclusive.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, $"{program} failed: {await error}");
        return await output;
    }

    /// <summary>Whether the program is there and ends well.</summary>
    public static async Task<bool> SucceedsAsync(string program, IEnumerable<string> arguments)
    {
        if (!File.Exists(program))
            return false;
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Start(start);
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AssertInconclusiveException($"{start.FileName} is not installed here.", e);
        }
    }
}
