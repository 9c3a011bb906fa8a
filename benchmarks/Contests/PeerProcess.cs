using System.Diagnostics;
using System.Globalization;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// Another program that takes part in a contest: it is asked on its standard input, a line a question, and answers with a line.
/// Its settings are those that are fair to PyTorch: threads that do not spin while they wait, and the processor's widest vectors.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private const string Debian = "/usr/bin/python3";

    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    // A Python with a newer PyTorch, of which nobody knows where it lies.
    private static string? NewerPython => Environment.GetEnvironmentVariable("RNN_TORCH_PYTHON");

    /// <summary>Starts a Python script with one thread.</summary>
    /// <returns>The program; null where there is no Python with PyTorch.</returns>
    public static PeerProcess? Python(string script, params IEnumerable<string> arguments) =>
        Start(Debian, [script, .. arguments]);

    /// <summary>The Pythons with PyTorch that there are: Debian's, and the newer one.</summary>
    public static IReadOnlyList<string> Pythons =>
        [.. new[] { Debian, NewerPython }.OfType<string>().Where(File.Exists)];

    /// <summary>Starts this very program as a contestant, so that it has the settings of the others; see <see cref="Contestant"/>.</summary>
    /// <param name="name">What the contestant does.</param>
    /// <param name="threads">Threads of everything that computes.</param>
    public static PeerProcess This(string name, int threads) =>
        Start("dotnet", [typeof(PeerProcess).Assembly.Location, Contestant.Flag, name, Text(threads)], threads)!;

    /// <summary>Starts any program.</summary>
    /// <returns>It; null where there is no such file.</returns>
    public static PeerProcess? Start(string program, IEnumerable<string> arguments, int threads = 1)
    {
        if (Path.IsPathRooted(program) && !File.Exists(program))
            return null;
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        start.Environment["OMP_NUM_THREADS"] = Text(threads);
        start.Environment["OPENBLAS_NUM_THREADS"] = Text(threads);
        start.Environment["ATEN_CPU_CAPABILITY"] = "avx512";
        start.Environment.Remove("OPENBLAS_CORETYPE");
        return Process.Start(start) is { } process ? new PeerProcess(process) : null;
    }

    /// <summary>Asks once.</summary>
    /// <returns>The seconds that it took by its own clock; null when it has ended.</returns>
    public double? Ask(string question) =>
        TryAsk(question) is { } answer ? double.Parse(answer, CultureInfo.InvariantCulture) : null;

    /// <summary>Asks once, of a program that must be there still.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public string Answer(string question) =>
        TryAsk(question)
        ?? throw new InvalidOperationException($"{process.StartInfo.FileName} ended when it was asked '{question}'.");

    /// <summary>The number that answers a question.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public double Number(string question) => double.Parse(Answer(question), CultureInfo.InvariantCulture);

    private string? TryAsk(string question)
    {
        if (process.HasExited)
            return null;
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
