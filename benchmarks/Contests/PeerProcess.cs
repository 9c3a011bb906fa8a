using System.Diagnostics;
using System.Globalization;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>Another program that takes part in a contest: it is asked on its standard input and answers with seconds.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    /// <summary>Starts a Python script with the settings that are fair to PyTorch: one thread that does not spin while it waits.</summary>
    /// <returns>The program; null where there is no Python with PyTorch.</returns>
    public static PeerProcess? Python(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        start.Environment["ATEN_CPU_CAPABILITY"] = "avx512";
        start.Environment.Remove("OPENBLAS_CORETYPE");
        return File.Exists(start.FileName) && Process.Start(start) is { } process ? new PeerProcess(process) : null;
    }

    /// <summary>Asks once.</summary>
    /// <returns>The seconds that it took by its own clock; null when it has ended.</returns>
    public double? Ask(string question)
    {
        if (process.HasExited)
            return null;
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() is { } answer
            ? double.Parse(answer, CultureInfo.InvariantCulture)
            : null;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
