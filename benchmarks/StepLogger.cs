using BenchmarkDotNet.Loggers;

namespace Rnn.Onnx.Benchmarks;

/// <summary>A line a benchmark and every error; the log file beside the results has all the rest.</summary>
internal sealed class StepLogger : ILogger
{
    private const string Start = "// Benchmark: ";

    public string Id => nameof(StepLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text)
    {
        if (logKind == LogKind.Error)
            Console.Error.Write(text);
        else if (text.StartsWith(Start, StringComparison.Ordinal))
            Console.WriteLine($"Bench   {text[Start.Length..].TrimEnd()}");
    }

    public void WriteLine() { }

    public void WriteLine(LogKind logKind, string text) => Write(logKind, text + Environment.NewLine);

    public void Flush() { }
}
