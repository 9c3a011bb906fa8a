using System.Globalization;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>Resident memory of this process, as Linux counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes more at the highest point of some work than just before it.</summary>
    public static long PeakOf(Action work)
    {
        // Of what was before, so that the highest point is one of the work.
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Bytes("VmRSS");
        work();
        return Bytes("VmHWM") - before;
    }

    private static long Bytes(string what)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(what, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            * 1024;
    }
}
