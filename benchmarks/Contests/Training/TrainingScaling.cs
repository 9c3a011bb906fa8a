using System.Globalization;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// How the time of an LSTM layer, forward and backward, goes with the batch, the steps and the hidden units. Writes a table to
/// <c>artifacts/benchmarks/training-scaling.csv</c>, from which <c>./build.sh Pictures</c> draws the plot. Run from the root of the
/// repository.
/// </summary>
internal static class TrainingScaling
{
    private const string Table = "artifacts/benchmarks/training-scaling.csv";
    private const double Budget = 0.6;

    private static readonly (string Axis, int[] Values, Func<int, Layer> Layer)[] Sweeps =
    [
        ("batch", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512], batch => Lstm(batch, 50, 128, 128)),
        ("time", [10, 20, 50, 100, 200, 500, 1000, 2000], time => Lstm(32, time, 64, 64)),
        ("hidden", [16, 32, 64, 128, 256, 512, 1024], hidden => Lstm(32, 50, hidden, hidden)),
    ];

    public static void Run()
    {
        var lines = new List<string> { "axis,value,threads,contestant,milliseconds,gflops,ratio" };
        foreach (var threads in new[] { 1, 2 })
        {
            using var field = new Field("layers", "layers.py", threads);
            field.Introduce();
            Entrant[] entrants = [.. field.Entrants.Where(entrant => entrant.IsOurs || entrant.Peer > 0)];
            foreach (var (axis, values, layer) in Sweeps)
            {
                Head(axis, field);
                foreach (var value in values)
                    Measure(field, entrants, axis, value, layer(value), lines);
            }
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Table)!);
        File.WriteAllLines(Table, lines);
        Console.WriteLine($"\nContest all of it in {Table}");
    }

    private static Layer Lstm(int batch, int time, int features, int hidden) =>
        new("lstm", batch, time, features, hidden, InputGradient: false);

    private static void Head(string axis, Field field)
    {
        string[] names = ["fused", .. field.Peers];
        string[] head =
        [
            axis,
            "threads",
            .. names.Select(name => $"{name}, ms"),
            .. names.Select(name => $"{name}, GFLOP/s"),
            .. field.Peers.Select(peer => $"over {peer}"),
        ];
        Console.WriteLine($"\n| {string.Join(" | ", head)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
    }

    private static void Measure(
        Field field,
        Entrant[] entrants,
        string axis,
        int value,
        Layer layer,
        List<string> lines
    )
    {
        foreach (var entrant in entrants)
            entrant.Process.Answer($"make {entrant.Setting} {layer.Words} -");
        var turns = Turns.Take(entrants, Budget);
        // Of each program its fastest setting.
        int[] best =
        [
            .. Enumerable
                .Range(0, entrants.Length)
                .GroupBy(at => entrants[at].Peer)
                .Select(peer => peer.MinBy(turns.Median)),
        ];
        string[] names = ["fused", .. field.Peers];
        foreach (var (name, at) in names.Zip(best))
        {
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{axis},{value},{field.Threads},{name},{turns.Median(at) * 1e3:F4},{Rate(at):F2},{turns.Ratio(at, 0):F3}"
                )
            );
        }
        string[] cells =
        [
            $"{value}",
            $"{field.Threads}",
            .. best.Select(at => FormattableString.Invariant($"{turns.Median(at) * 1e3:F2}")),
            .. best.Select(at => FormattableString.Invariant($"{Rate(at):F0}")),
            .. best.Skip(1).Select(at => FormattableString.Invariant($"{turns.Ratio(at, 0):F2}")),
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");

        double Rate(int at) => layer.Operations / turns.Median(at) / 1e9;
    }
}
