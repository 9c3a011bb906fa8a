using System.Diagnostics;

namespace Rnn.Onnx.Benchmarks.Contests.Steps;

/// <summary>Seconds of each part of each step, from one mark to the next; of several passes over the same steps the quickest counts.</summary>
internal sealed class StepClock
{
    private readonly List<Dictionary<string, double>> best = [];
    private Dictionary<string, double> current = [];
    private int step;
    private long last;

    /// <summary>Forgets all steps so far, which were for warming up.</summary>
    public void Forget() => best.Clear();

    /// <summary>Begins the pass.</summary>
    public void Begin() => (step, last) = (0, Stopwatch.GetTimestamp());

    /// <summary>What was done since the last mark belongs to <paramref name="part"/>.</summary>
    public void Mark(string part)
    {
        var now = Stopwatch.GetTimestamp();
        current[part] = current.GetValueOrDefault(part) + Stopwatch.GetElapsedTime(last, now).TotalSeconds;
        last = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends the step.</summary>
    public void EndStep()
    {
        if (step == best.Count)
            best.Add(current);
        foreach (var (part, seconds) in current)
            best[step][part] = Math.Min(best[step][part], seconds);
        (current, step) = ([], step + 1);
        last = Stopwatch.GetTimestamp();
    }

    /// <summary>Mean milliseconds of each part, in the order of the first step.</summary>
    public IReadOnlyList<(string Part, double Milliseconds)> Parts() =>
        [.. best[0].Keys.Select(part => (part, best.Average(of => of[part]) * 1e3))];
}
