using System.Globalization;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// Whole epochs as users run them: <see cref="Rnn.Onnx.Training.Trainer"/> beside PyTorch programs that do the same. All stop
/// after every few steps and take turns; reading the data and a first short run are not counted, everything from the first step to the
/// last measure of the validation part is.
/// </summary>
internal static class TrainingEpochs
{
    /// <summary>What is trained.</summary>
    /// <param name="Name">What the programs call it.</param>
    /// <param name="What">What the table calls it.</param>
    /// <param name="Data">Writes the data; the flag: a little, to warm up.</param>
    /// <param name="Epochs">Passes over them.</param>
    /// <param name="Steps">Steps of a turn.</param>
    /// <param name="Runs">How often all of it.</param>
    private sealed record Kind(string Name, string What, Action<string, bool> Data, int Epochs, int Steps, int Runs);

    // OpenBLAS's threads turn in a loop behind a turn, for 2^26 cycles if nobody says otherwise, on the cores of whoever is next.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    private static readonly Kind[] Kinds =
    [
        new(
            "characters",
            "characters, LSTM 2 x 256, 100 steps of 64 x 100",
            (folder, few) => EpochData.Characters(folder, few ? 4 : 100),
            Epochs: 1,
            Steps: 10,
            Runs: 1
        ),
        new(
            "sentences",
            "sentences, biLSTM 64, an epoch",
            (folder, few) => EpochData.Sentences(folder, few ? 500 : int.MaxValue),
            Epochs: 1,
            Steps: 15,
            Runs: 3
        ),
        new(
            "sine",
            "sine, LSTM 64, 100 epochs",
            (folder, _) => EpochData.Sine(folder),
            Epochs: 100,
            Steps: 10,
            Runs: 5
        ),
    ];

    public static void Run()
    {
        var headed = false;
        foreach (var threads in new[] { 1, 2 })
        {
            using var field = new Field("epochs", "epochs.py", threads);
            field.Introduce();
            if (!headed)
                Head(field);
            headed = true;
            foreach (var kind in Kinds)
                Run(field, kind);
        }
    }

    private static void Head(Field field)
    {
        string[] head =
        [
            "work",
            "threads",
            "fused, s",
            .. field.Peers.Select(peer => $"{peer}, s"),
            .. field.Peers.Select(peer => $"over {peer}"),
            "loss",
            .. field.Peers.Select(peer => $"{peer}'s loss"),
        ];
        Console.WriteLine($"\n| {string.Join(" | ", head)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
    }

    private static void Run(Field field, Kind kind)
    {
        using var few = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        kind.Data(few.Path, true);
        kind.Data(folder.Path, false);
        var best = Best(field, kind, few.Path);
        var runs = Enumerable.Range(0, kind.Runs).Select(_ => Race(best, kind, folder.Path)).ToArray();
        string[] cells =
        [
            kind.What,
            $"{field.Threads}",
            .. best.Select(
                (_, who) =>
                    $"{Number(Turns.Median(runs.Select(run => run[who].Seconds.Sum())))} {Way(best[who])}".Trim()
            ),
            .. Enumerable.Range(1, best.Length - 1).Select(who => Number(Ratio(runs, who))),
            .. best.Select((_, who) => runs[0][who].Losses),
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    // Of each program its fastest setting, by a short run behind another one.
    private static Entrant[] Best(Field field, Kind kind, string folder)
    {
        return [.. field.Entrants.GroupBy(entrant => entrant.Peer).Select(peer => peer.MinBy(Seconds)!)];

        double Seconds(Entrant entrant)
        {
            Short(entrant);
            return Short(entrant);
        }

        double Short(Entrant entrant) =>
            Race([entrant], kind with { Epochs = Math.Min(kind.Epochs, 10) }, folder)[0].Seconds.Sum();
    }

    private static Outcome[] Race(Entrant[] entrants, Kind kind, string folder)
    {
        var outcomes = entrants.Select(_ => new Outcome()).ToArray();
        for (var turn = 0; outcomes.Any(outcome => outcome.Losses == ""); turn++)
        for (var who = 0; who < entrants.Length; who++)
        {
            var question =
                turn > 0
                    ? "on"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"run {entrants[who].Setting} {kind.Name} {folder} {kind.Epochs} {kind.Steps}"
                    );
            if (outcomes[who].Losses != "")
                continue;
            Thread.Sleep(Rest);
            outcomes[who].Add(entrants[who].Process.Answer(question));
        }
        return outcomes;
    }

    // The middle one of the ratios of all turns.
    private static double Ratio(Outcome[][] runs, int who) =>
        Turns.Median(runs.SelectMany(run => run[who].Seconds.Zip(run[0].Seconds, (theirs, ours) => theirs / ours)));

    private static string Way(Entrant entrant) => entrant.Setting == "onednn" ? "(oneDNN)" : "";

    private static string Number(double value) => FormattableString.Invariant($"{value:F2}");

    /// <summary>What a run took, turn by turn, and the losses it ended with: "training / validation".</summary>
    private sealed class Outcome
    {
        public List<double> Seconds { get; } = [];

        public string Losses { get; private set; } = "";

        public void Add(string answer)
        {
            var words = answer.Split(' ');
            Seconds.Add(double.Parse(words[0], CultureInfo.InvariantCulture));
            if (words.Length == 3)
                Losses = $"{words[1]} / {words[2]}";
        }
    }
}
