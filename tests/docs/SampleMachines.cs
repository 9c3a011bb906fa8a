using Reading = Rnn.Onnx.Docs.Tests.MlnetExample.Reading;
using Run = Rnn.Onnx.Docs.Tests.MlnetExample.Run;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>Made-up loads of machines: some run evenly, others ever harder.</summary>
internal static class SampleMachines
{
    /// <summary>Runs of 4 to 16 minutes; those whose load rises are "strained", the others "fine".</summary>
    public static IReadOnlyList<Run> Runs(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i => One(rises: i % 2 == 1))];

        Run One(bool rises)
        {
            var level = random.NextSingle() / 2;
            var slope = rises ? 0.03f + (random.NextSingle() / 20) : 0;
            var minutes = Enumerable.Range(0, random.Next(4, 17));
            return new Run
            {
                Load = [.. minutes.Select(minute => level + (slope * minute) + (random.NextSingle() / 50))],
                Label = rises ? "strained" : "fine",
            };
        }
    }

    /// <summary>Two machines in turns: one runs evenly, the other one ever harder.</summary>
    public static IEnumerable<Reading> Readings()
    {
        for (var minute = 0; minute < 12; minute++)
        {
            yield return new Reading { Machine = "press", Load = [0.2f] };
            yield return new Reading { Machine = "saw", Load = [0.2f + (0.06f * minute)] };
        }
    }
}
