using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Data;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Contests.Steps;

/// <summary>
/// Where the time of a training step goes, part by part, of three models; the parts are run as <see cref="Trainer"/> runs them, and
/// the step of the trainer itself is measured beside them.
/// </summary>
internal static class StepProfile
{
    private const int Rounds = 4;

    public static void Run()
    {
        foreach (var threads in new[] { 1, 2 })
        foreach (var make in new[] { StepWorkload.Text, StepWorkload.Sentences, StepWorkload.Sine })
            Print(make, threads);
    }

    private static void Print(Func<StepWorkload> make, int threads)
    {
        var options = new TrainerOptions
        {
            Epochs = Rounds + 1,
            Threads = threads,
            Device = TrainingDevice.Cpu,
            Patience = Rounds + 1,
        };
        var parts = Parts(make(), options);
        var whole = OfTrainer(make(), options);
        var sum = parts.Sum(part => part.Milliseconds);
        Console.WriteLine(
            FormattableString.Invariant($"\n{make().Name}; {threads} thread{(threads == 1 ? "" : "s")}\n")
        );
        Console.WriteLine("| part | ms a step | share |");
        Console.WriteLine("|---|---|---|");
        foreach (var (part, milliseconds) in parts)
            Console.WriteLine(FormattableString.Invariant($"| {part} | {milliseconds:F3} | {milliseconds / sum:P1} |"));
        Console.WriteLine(FormattableString.Invariant($"| all | {sum:F3} | (the trainer's step: {whole:F3}) |"));
    }

    private static IReadOnlyList<(string Part, double Milliseconds)> Parts(StepWorkload work, TrainerOptions options)
    {
        set_num_threads(options.Threads!.Value);
        var clock = new StepClock();
        work.Watch(clock);
        using var state = new TrainingState(work.Objective.Model, options);
        var tally = new EpochTally(state);
        work.Objective.Model.train();
        for (var round = 0; round <= Rounds; round++)
        {
            // The first round warms up.
            if (round == 1)
                clock.Forget();
            work.Objective.BeginPass?.Invoke();
            clock.Begin();
            foreach (var batch in work.Source.Batches(0))
            {
                using (batch)
                {
                    clock.Mark("batch");
                    Step(batch);
                }
                clock.Mark("memory given back");
                clock.EndStep();
            }
        }
        return clock.Parts();

        void Step(SequenceBatch batch)
        {
            using var scope = NewDisposeScope();
            state.Steps.Begin();
            clock.Mark("forget gradients");
            using var loss = work.Objective.Loss(batch.To(CPU)); // []
            clock.Mark("loss");
            tally.AddBatch(loss.item<float>(), batch.Rows);
            clock.Mark("tally");
            loss.backward();
            clock.Mark("backward");
            tally.AddGradients(state.Steps.Measure());
            clock.Mark("gradient norm");
            state.Steps.Take(options.LearningRate);
            clock.Mark("clip and optimizer");
        }
    }

    // Batches and reports included; the first epoch warms up.
    private static double OfTrainer(StepWorkload work, TrainerOptions options)
    {
        var clock = new StepClock();
        var told = new Told(() =>
        {
            clock.Mark("step");
            clock.EndStep();
        });
        var training = new SameEveryEpoch(
            work.Source,
            int.MaxValue,
            epoch =>
            {
                if (epoch == 1)
                    clock.Forget();
                clock.Begin();
            }
        );
        new Trainer(options).Fit(work.Objective, training, new SameEveryEpoch(work.Source, 1, _ => { }), told);
        return clock.Parts()[0].Milliseconds;
    }

    private sealed class Told(Action act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act();
    }

    private sealed class SameEveryEpoch(IBatchSource source, int most, Action<int> begin) : IBatchSource
    {
        public int Rows => source.Rows;

        public int BatchCount => Math.Min(source.BatchCount, most);

        public IEnumerable<SequenceBatch> Batches(int epoch)
        {
            begin(epoch);
            return source.Batches(0).Take(most);
        }
    }
}
