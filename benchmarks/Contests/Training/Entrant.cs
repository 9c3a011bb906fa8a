namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>One who takes part in a contest: a program with one of its settings.</summary>
/// <param name="Process">The program.</param>
/// <param name="Setting">How it is told to run.</param>
/// <param name="Peer">0 for this library, otherwise the number of the peer, of which the best setting counts.</param>
internal sealed record Entrant(PeerProcess Process, string Setting, int Peer)
{
    /// <summary>This library in the way that counts.</summary>
    public bool IsOurs => Peer == 0 && Setting == "fused";
}

/// <summary>The programs of a contest with a number of threads, and all their settings.</summary>
internal sealed class Field : IDisposable
{
    private readonly PeerProcess[] programs;

    /// <summary>Starts them.</summary>
    /// <param name="contestant">This library's side.</param>
    /// <param name="script">PyTorch's side, a file beside the contests of training.</param>
    /// <param name="threads">Threads of everything that computes.</param>
    public Field(string contestant, string script, int threads)
    {
        Threads = threads;
        programs = [.. Enumerable.Range(0, Count).Select(number => Start(number, contestant, script, threads))];
        Entrants =
        [
            .. programs.SelectMany(
                (program, number) =>
                    program.Answer("settings").Split(' ').Select(setting => new Entrant(program, setting, number))
            ),
        ];
        About = [.. programs.Select(program => program.Answer("about"))];
    }

    /// <summary>How many programs there are: this one, and the peers.</summary>
    public static int Count => 1 + PeerProcess.Pythons.Count;

    public int Threads { get; }

    /// <summary>What each program says of itself.</summary>
    public IReadOnlyList<string> About { get; }

    public IReadOnlyList<PeerProcess> Programs => programs;

    /// <summary>All programs with all their settings, this library's first.</summary>
    public IReadOnlyList<Entrant> Entrants { get; }

    /// <summary>The peers' names, as a table's head shows them: PyTorch 1.13.</summary>
    public IReadOnlyList<string> Peers => [.. About.Skip(1).Select(Name)];

    /// <summary>Starts one of the programs alone, this one for 0.</summary>
    public static PeerProcess Start(int number, string contestant, string script, int threads) =>
        number == 0
            ? PeerProcess.This(contestant, threads)
            : PeerProcess.Start(PeerProcess.Pythons[number - 1], [Script(script), $"{threads}"], threads)!;

    /// <summary>Where a script lies.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Contests", "Training", name);

    /// <summary>The name of a peer by what it says of itself.</summary>
    public static string Name(string about) => "PyTorch " + string.Join('.', about.Split(' ', '.')[1..3]);

    /// <summary>Says under which conditions the contest is run.</summary>
    public void Introduce()
    {
        foreach (var about in About)
            Console.WriteLine($"Contest {about}");
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        Console.WriteLine($"Contest load of the machine {load}");
    }

    public void Dispose()
    {
        foreach (var program in programs)
            program.Dispose();
    }
}
