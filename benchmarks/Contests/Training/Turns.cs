using System.Diagnostics;
using System.Globalization;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// Seconds that contestants took for the same work, in turns: whatever else the machine did hit all of a round. Each turn is long
/// enough for the clock, and the order of a round turns round.
/// </summary>
internal sealed class Turns
{
    private const double ShortestTurn = 0.03;

    // A program whose code is compiled while it runs is slower at first.
    private const double WarmUp = 1;
    private const int FewestRounds = 3;
    private const int MostRounds = 25;

    private readonly List<double>[] seconds;

    private Turns(int contestants) => seconds = [.. Enumerable.Range(0, contestants).Select(_ => new List<double>())];

    /// <summary>Lets layers that have been made take turns.</summary>
    /// <param name="entrants">Who takes part.</param>
    /// <param name="budget">Seconds after which no further round begins.</param>
    public static Turns Take(IReadOnlyList<Entrant> entrants, double budget)
    {
        var counts = entrants.Select(Count).ToArray();
        var turns = new Turns(entrants.Count);
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < FewestRounds || (round < MostRounds && Spent(start) < budget); round++)
        {
            var order = Enumerable.Range(0, entrants.Count);
            foreach (var entrant in round % 2 == 0 ? order : order.Reverse())
                turns.seconds[entrant].Add(Time(entrants[entrant], counts[entrant]));
        }
        return turns;
    }

    /// <summary>The middle one of a contestant's times.</summary>
    public double Median(int contestant) => Median(seconds[contestant]);

    /// <summary>The middle one of the ratios of two contestants' times in the same round.</summary>
    public double Ratio(int of, int to) => Median(seconds[of].Zip(seconds[to], (a, b) => a / b));

    /// <summary>The middle one of some numbers.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // Warms the contestant up as well.
    private static int Count(Entrant entrant)
    {
        var start = Stopwatch.GetTimestamp();
        double once;
        do once = Time(entrant, 1);
        while (Spent(start) < WarmUp);
        return Math.Max(1, (int)Math.Ceiling(ShortestTurn / once));
    }

    private static double Time(Entrant entrant, int count) =>
        entrant.Process.Number(string.Create(CultureInfo.InvariantCulture, $"time {entrant.Setting} {count}")) / count;

    private static double Spent(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
