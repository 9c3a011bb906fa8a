using Rnn.Onnx.Cli.Terminal;

namespace Rnn.Onnx.Cli;

/// <summary>The process.</summary>
internal static class Program
{
    // Not top-level statements: with the framework of rnn serve their class would become public.
    private static Task<int> Main(string[] args) => App.RunAsync(args, TerminalConsole.Open(), Console.Error);
}
