using System.Diagnostics;
using System.Globalization;
using Rnn.Onnx.Training;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// This library's side of the contest of epochs: a <see cref="Trainer"/> that stops after some steps, answers, and goes on when it is
/// asked again. <c>epochs.py</c> is PyTorch's side, and says what is asked.
/// </summary>
internal static class OwnEpochs
{
    public static string Answer(string[] question) =>
        question switch
        {
            ["about"] => FormattableString.Invariant($"Rnn.Onnx, {get_num_threads()} threads"),
            ["settings"] => "fused",
            ["run", _, var kind, var folder, var epochs, var steps] => Run(kind, folder, Number(epochs), Number(steps)),
            ["memory", _, var kind, var folder] => ProcessMemory
                .PeakOf(() => Run(kind, folder, epochs: 1, pause: int.MaxValue))
                .ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"Unknown question '{string.Join(' ', question)}'.", nameof(question)),
        };

    // The last answer adds the losses to the seconds.
    private static string Run(string kind, string folder, int epochs, int pause)
    {
        using var work = EpochWork.Open(kind, folder);
        var options = work.Options with { Epochs = epochs, Patience = epochs, Threads = get_num_threads() };
        var pauses = new Pauses(pause);
        var result = new Trainer(options).Fit(work.Objective, work.Training, work.Validation, pauses);
        var last = result.History[^1];
        return FormattableString.Invariant($"{pauses.Seconds:R} {last.TrainingLoss:g4} {last.ValidationLoss:g4}");
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>Answers with the seconds since the last question, and waits for the next one; the wait counts for nobody.</summary>
    private sealed class Pauses(int every) : IProgress<TrainingProgress>
    {
        private long start = Stopwatch.GetTimestamp();
        private int steps;

        public double Seconds => Stopwatch.GetElapsedTime(start).TotalSeconds;

        public void Report(TrainingProgress value)
        {
            steps++;
            if (steps % every != 0)
                return;
            Console.WriteLine(Seconds.ToString("R", CultureInfo.InvariantCulture));
            Console.ReadLine();
            start = Stopwatch.GetTimestamp();
        }
    }
}
