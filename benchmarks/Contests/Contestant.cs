using System.Globalization;
using Rnn.Onnx.Benchmarks.Contests.Training;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>This program as a contestant of its own, with a process and an environment like those of its peers.</summary>
internal static class Contestant
{
    /// <summary>The first argument of a contestant; the second is its name, the third its threads.</summary>
    public const string Flag = "--contestant";

    private static readonly Dictionary<string, Func<string[], string>> All = new()
    {
        ["layers"] = OwnLayers.Answer,
        ["epochs"] = OwnEpochs.Answer,
        ["export"] = OwnExport.Answer,
    };

    /// <summary>Answers questions until there are no more.</summary>
    public static void Serve(string name, string threads)
    {
        set_num_threads(int.Parse(threads, CultureInfo.InvariantCulture));
        var answer = All[name];
        while (Console.ReadLine() is { } question)
            Console.WriteLine(answer(question.Split(' ')));
    }
}
