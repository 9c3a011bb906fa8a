namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>Results of layers as a Markdown table, a line as soon as it is known.</summary>
internal sealed class LayerTable
{
    private readonly Field field;
    private readonly double peak;

    public LayerTable(Field field, double peak)
    {
        (this.field, this.peak) = (field, peak);
        string[] head =
        [
            "layer",
            "(B, T, I, H)",
            "threads",
            "fused, ms",
            "not fused, ms",
            .. field.Peers.Select(peer => $"{peer}, ms"),
            .. field.Peers.Select(peer => $"over {peer}"),
            "GFLOP/s",
            "of the peak",
            "largest difference",
        ];
        Console.WriteLine($"| {string.Join(" | ", head)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
    }

    public void Add(LayerResult result)
    {
        var (layer, turns) = (result.Layer, result.Turns);
        int[] best = [.. Enumerable.Range(1, field.Peers.Count).Select(peer => Best(turns, peer))];
        var rate = layer.Operations / turns.Median(0);
        string[] cells =
        [
            layer.Cell,
            layer.Size,
            $"{field.Threads}",
            .. Enumerable.Range(0, 2).Select(own => Milliseconds(turns.Median(own))),
            .. best.Select(entrant => $"{Milliseconds(turns.Median(entrant))} {Way(entrant)}".Trim()),
            .. best.Select(entrant => FormattableString.Invariant($"{turns.Ratio(entrant, 0):F2}")),
            FormattableString.Invariant($"{rate / 1e9:F0}"),
            FormattableString.Invariant($"{100 * rate / peak:F0} %"),
            result.Difference is { } difference ? FormattableString.Invariant($"{difference:0.0e0}") : "",
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    // The peer's setting that is the fastest here.
    private int Best(Turns turns, int peer) =>
        Enumerable
            .Range(0, field.Entrants.Count)
            .Where(entrant => field.Entrants[entrant].Peer == peer)
            .MinBy(turns.Median);

    private string Way(int entrant) => field.Entrants[entrant].Setting == "onednn" ? "(oneDNN)" : "";

    private static string Milliseconds(double seconds) =>
        seconds < 0.01
            ? FormattableString.Invariant($"{seconds * 1e3:F2}")
            : FormattableString.Invariant($"{seconds * 1e3:F1}");
}
