using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// Seconds to export an LSTM of about 50 MB and to load the file. This library alone, with the check of the answers by ONNX Runtime that
/// makes an export, and without it, beside <c>torch.onnx.export</c>, which checks nothing; and <c>SequenceModel.Load</c> beside a
/// session of onnxruntime-node. They take turns. Run from the root of the repository.
/// </summary>
internal static class ExportSpeed
{
    private const string Model = "64 1024 2";
    private const int Rounds = 9;

    /// <summary>A contestant.</summary>
    /// <param name="Name">As the table calls it.</param>
    /// <param name="Process">The program.</param>
    /// <param name="Question">What it is asked, up to the path.</param>
    private sealed record Way(string Name, PeerProcess Process, string Question);

    public static void Run()
    {
        using var folder = new TemporaryFolder();
        using var own = PeerProcess.This("export", threads: 1);
        own.Answer($"make {Model}");
        var peers = PeerProcess
            .Pythons.Select((_, number) => Field.Start(number + 1, "export", "export.py", threads: 1))
            .ToArray();
        var ways = new List<Way>
        {
            new("export, verified", own, "verified"),
            new("export with the module's answers, not verified", own, "answered"),
            new("export, the graph alone", own, "graph"),
        };
        foreach (var peer in peers)
        {
            if (peer.Answer($"make {Model}") == "made")
                ways.Add(new Way($"torch.onnx.export, {Field.Name(peer.Answer("about"))}", peer, "graph"));
        }
        Table("export", ways, way => folder[$"{ways.IndexOf(way)}.onnx"]);
        foreach (var peer in peers)
            peer.Dispose();

        var file = folder["0.onnx"];
        Console.WriteLine(
            FormattableString.Invariant($"\nContest a file of {new FileInfo(file).Length / 1e6:F1} MB, one thread\n")
        );
        var modules = Path.GetFullPath("node_modules");
        using var node = Directory.Exists(Path.Combine(modules, "onnxruntime-node"))
            ? PeerProcess.Start("node", [Field.Script("load.cjs"), modules])
            : null;
        var loads = new List<Way>
        {
            new("SequenceModel.Load", own, "load"),
            new("InferenceSession in C#", own, "session"),
        };
        if (node is not null)
            loads.Add(new Way("onnxruntime-node", node, ""));
        Table("loading", loads, _ => file);
    }

    private static void Table(string what, List<Way> ways, Func<Way, string> path)
    {
        var seconds = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        for (var way = 0; way < ways.Count; way++)
        {
            var taken = ways[way].Process.Number($"{ways[way].Question} {path(ways[way])}".Trim());
            if (round >= 0) // code was still being compiled, files read for the first time
                seconds[way].Add(taken);
        }
        Console.WriteLine($"| {what} | s | over the first one |");
        Console.WriteLine("|---|---|---|");
        for (var way = 0; way < ways.Count; way++)
        {
            var ratio = Turns.Median(seconds[way].Zip(seconds[0], (theirs, ours) => theirs / ours));
            Console.WriteLine(
                FormattableString.Invariant($"| {ways[way].Name} | {Turns.Median(seconds[way]):F3} | {ratio:F2} |")
            );
        }
    }
}
