using Rnn.Onnx.Models.Recurrent;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Cli.Lab.Compare;

/// <summary>What a cell costs: its parameters, and the time it takes on this machine, on one thread.</summary>
/// <param name="Cell">Which.</param>
/// <param name="Hidden">Its units.</param>
/// <param name="Parameters">Its parameters with those of the answer, for the adding task.</param>
/// <param name="TrainingMilliseconds">Median time of a training step: 32 sequences of 50 steps forward, back, and the optimizer.</param>
/// <param name="PredictionMicroseconds">Median time of one step of one sequence, its state carried on.</param>
internal sealed record CellCost(
    CellKind Cell,
    int Hidden,
    long Parameters,
    double TrainingMilliseconds,
    double PredictionMicroseconds
)
{
    private const int Length = 50;
    private const int Rows = 32;
    private const int TrainingRuns = 15;
    private const int PredictionRuns = 300;

    public static CellCost Measure(CompareOptions options, CellKind cell, TimeProvider time, CancellationToken cancel)
    {
        manual_seed(options.Seed);
        var task = MemoryTask.Adding;
        using var model = CompareLesson.Model(options, cell, task, Length);
        var random = new Random(options.Seed);
        var (inputs, targets) = task.Draw(random, Rows, Length);
        using (inputs)
        using (targets)
        {
            var times = new List<double>();
            var before = time.GetTimestamp();
            model.Fit(
                TrainingRuns,
                0.001,
                () => task.Loss(model.AnswerAtEnd(inputs, task.AnswerSteps), targets),
                Lap,
                cancel
            );
            return new CellCost(
                cell,
                model.Stack.Options.Hidden,
                model.ParameterCount,
                Median(times),
                Median(Predictions(model.Stack, task.Features, time)) * 1000
            );

            void Lap()
            {
                times.Add(time.GetElapsedTime(before).TotalMilliseconds);
                before = time.GetTimestamp();
            }
        }
    }

    private static List<double> Predictions(RecurrentStack stack, int features, TimeProvider time)
    {
        using var none = no_grad();
        using var outer = NewDisposeScope();
        var input = zeros(1, 1, features); // [N, T, C]
        var state = stack.ZeroState(1);
        var times = new List<double>();
        for (var run = 0; run < PredictionRuns; run++)
        {
            using var scope = NewDisposeScope();
            var before = time.GetTimestamp();
            stack.Run(input, lengths: null, state);
            times.Add(time.GetElapsedTime(before).TotalMilliseconds);
        }
        return times;
    }

    // The first runs, in which the machine warms up, are above it.
    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
