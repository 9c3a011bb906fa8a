using System.Globalization;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// Megabytes of resident memory that training takes at its highest point, above what the program had before the model was made: five
/// steps of a layer, and some steps of the character model. Each is measured in a process of its own that has trained something small
/// before, so that libraries and code are there.
/// </summary>
internal static class TrainingMemory
{
    private const int Threads = 2;

    public static void Run()
    {
        using var field = new Field("layers", "layers.py", Threads);
        field.Introduce();
        // What is not fused is the tensor library itself, and so the first peer.
        Entrant[] entrants = [.. field.Entrants.Where(entrant => entrant.IsOurs || entrant.Peer > 0)];
        Head([.. entrants.Skip(1).Select(entrant => Name(field, entrant))]);
        foreach (var cell in new[] { "lstm", "gru" })
        foreach (var (batch, time, features, hidden) in Layer.Shapes)
        {
            var layer = new Layer(cell, batch, time, features, hidden, InputGradient: false);
            Row($"{cell} ({layer.Size})", entrants.Select(entrant => OfLayer(entrant, layer)));
        }
        using var folder = new TemporaryFolder();
        EpochData.Characters(folder.Path, steps: 5);
        EpochData.Sine(folder.Path);
        Row(
            "characters, LSTM 2 x 256, steps of 64 x 100",
            entrants.Select(entrant => OfCharacters(entrant, folder.Path))
        );
    }

    private static double OfLayer(Entrant entrant, Layer layer)
    {
        using var program = Field.Start(entrant.Peer, "layers", "layers.py", Threads);
        return program.Number($"memory {entrant.Setting} {layer.Words}");
    }

    private static double OfCharacters(Entrant entrant, string folder)
    {
        using var program = Field.Start(entrant.Peer, "epochs", "epochs.py", Threads);
        program.Answer($"run {entrant.Setting} sine {folder} 2 1000");
        return program.Number($"memory {entrant.Setting} characters {folder}");
    }

    private static void Head(string[] peers)
    {
        string[] head =
        [
            "work",
            "fused, MB",
            .. peers.Select(peer => $"{peer}, MB"),
            .. peers.Select(peer => $"of {peer}"),
        ];
        Console.WriteLine($"\n| {string.Join(" | ", head)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
    }

    private static string Name(Field field, Entrant entrant) =>
        field.Peers[entrant.Peer - 1] + (entrant.Setting == "onednn" ? " (oneDNN)" : "");

    private static void Row(string what, IEnumerable<double> measured)
    {
        double[] bytes = [.. measured];
        string[] cells =
        [
            what,
            .. bytes.Select(all => (all / 1e6).ToString(all < 1e8 ? "F1" : "F0", CultureInfo.InvariantCulture)),
            .. bytes.Skip(1).Select(all => (bytes[0] / all).ToString("F2", CultureInfo.InvariantCulture)),
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }
}
