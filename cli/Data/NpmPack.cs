using System.Diagnostics;
using System.Runtime.InteropServices;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Data;

/// <summary>Brings a package by the user's own npm, with the user's own settings.</summary>
internal static class NpmPack
{
    // What npm says line by line before it says what happened.
    private static readonly string[] Details = ["code", "syscall", "errno", "type"];

    /// <summary>Runs <c>npm pack</c>, which writes the package's .tgz into the folder.</summary>
    /// <exception cref="InvalidInputException">There is no npm, or it could not bring the package.</exception>
    public static async Task RunAsync(string package, string folder, CancellationToken cancel)
    {
        using var process = Start(package, folder);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new InvalidInputException(
                    $"Package {package}: expected npm to bring it, found: {Reason(await errors)}"
                );
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string package, string folder)
    {
        // npm is a script on Windows, which only a shell starts.
        var (program, words) = OperatingSystem.IsWindows()
            ? ("cmd.exe", (string[])["/c", "npm"])
            : ("npm", (string[])[]);
        var start = new ProcessStartInfo(program, [.. words, "pack", package, "--loglevel=error"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (ExternalException e)
        {
            throw new InvalidInputException(
                $"Package {package}: expected npm on the path to bring it (it comes with Node.js), found none.",
                e
            );
        }
    }

    // One line of what npm says, without the path of its log.
    internal static string Reason(string errors)
    {
        string[] lines =
        [
            .. errors
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line =>
                    line.Replace("npm error ", "", StringComparison.Ordinal)
                        .Replace("npm ERR! ", "", StringComparison.Ordinal)
                ),
        ];
        var reason = lines.FirstOrDefault(line => !Details.Contains(line.Split(' ')[0])) ?? "no reason given";
        return reason.TrimEnd('.') + ".";
    }
}
