using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Cli.Lab.Compare;

/// <summary>What a cell made of a task of a length.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Length">See <see cref="CompareOptions.Lengths"/>.</param>
/// <param name="Cell">Which.</param>
/// <param name="Score">Over fresh sequences: the mean squared error of adding, the share of right symbols of copy.</param>
internal sealed record MemoryScore(string Task, int Length, CellKind Cell, double Score);

/// <summary>RNN, GRU and LSTM side by side: what they cost and what they remember.</summary>
internal sealed record CompareLesson(
    CompareOptions Options,
    IReadOnlyList<CellCost> Costs,
    IReadOnlyList<MemoryScore> Scores
)
{
    private const int Rows = 32;
    private const int TestRows = 512;
    private const double LearningRate = 0.02;

    public static IReadOnlyList<CellKind> Cells { get; } = [CellKind.ElmanTanh, CellKind.Gru, CellKind.Lstm];

    /// <summary>How many times <c>done</c> is called.</summary>
    public static int Work(CompareOptions options) => 2 * options.Lengths.Sum() * Cells.Count * options.Steps;

    /// <summary>Measures everything.</summary>
    /// <param name="options">How.</param>
    /// <param name="time">The clock of the costs; no score depends on it.</param>
    /// <param name="done">Told how much of <see cref="Work"/> was done.</param>
    /// <param name="cancel">Stops between two steps.</param>
    public static CompareLesson Measure(
        CompareOptions options,
        TimeProvider time,
        Action<int>? done = null,
        CancellationToken cancel = default
    )
    {
        options.Validate();
        set_num_threads(1);
        return new CompareLesson(
            options,
            [.. Cells.Select(cell => CellCost.Measure(options, cell, time, cancel))],
            [
                .. new[] { MemoryTask.Adding, MemoryTask.Copy }.SelectMany(task =>
                    options.Lengths.SelectMany(length =>
                        Cells.Select(cell => Score(options, task, length, cell, () => done?.Invoke(length), cancel))
                    )
                ),
            ]
        );
    }

    public double Of(string task, int length, CellKind cell) =>
        Scores.First(score => score.Task == task && score.Length == length && score.Cell == cell).Score;

    /// <summary>A network for a task, its gates begun as the options say.</summary>
    public static TinyModel Model(CompareOptions options, CellKind cell, MemoryTask task, int length)
    {
        var recurrent = new RecurrentOptions
        {
            Cell = cell,
            Features = task.Features,
            Hidden = Units(options, cell, task.Features),
            Initialization = new Initialization
            {
                ForgetBias = cell == CellKind.Lstm ? Initialization.UsualForgetBias : null,
            },
        };
        var model = new TinyModel(recurrent, task.Answers);
        if (options.GateBias == GateBias.Chrono)
            BeginByLength(model.Stack, length);
        return model;
    }

    private static MemoryScore Score(
        CompareOptions options,
        MemoryTask task,
        int length,
        CellKind cell,
        Action done,
        CancellationToken cancel
    )
    {
        manual_seed(options.Seed);
        using var model = Model(options, cell, task, length);
        // Every cell sees the same sequences.
        var random = new Random(options.Seed);
        model.Fit(options.Steps, LearningRate, Loss, done, cancel);

        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (inputs, targets) = task.Draw(random, TestRows, length);
        var score = task.Score(model.AnswerAtEnd(inputs, task.AnswerSteps), targets);
        return new MemoryScore(task.Name, length, cell, score.item<float>());

        Tensor Loss()
        {
            var (x, y) = task.Draw(random, Rows, length);
            return task.Loss(model.AnswerAtEnd(x, task.AnswerSteps), y);
        }
    }

    private static int Units(CompareOptions options, CellKind cell, int features)
    {
        if (!options.EqualParameters)
            return options.Hidden;
        var units = options.Hidden;
        while (units > 1 && Weights(cell, units) > Weights(CellKind.ElmanTanh, options.Hidden))
            units--;
        return units;

        int Weights(CellKind kind, int hidden) => kind.GateCount() * hidden * (features + hidden + 2);
    }

    // Of i, f, g, o the second gate remembers, and the first lets in; of r, z, n the second.
    private static void BeginByLength(RecurrentStack stack, int length)
    {
        var (cell, hidden) = (stack.Options.Cell, stack.Options.Hidden);
        if (cell is not (CellKind.Lstm or CellKind.Gru))
            return;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var bias = rand(hidden).mul(Math.Max(length - 2, 0)).add(1).log(); // [H]
        Bias("bias_ih").narrow(0, hidden, hidden).copy_(bias);
        Bias("bias_hh").narrow(0, hidden, hidden).zero_();
        if (cell == CellKind.Lstm)
        {
            Bias("bias_ih").narrow(0, 0, hidden).copy_(-bias);
            Bias("bias_hh").narrow(0, 0, hidden).zero_();
        }

        Tensor Bias(string name) =>
            stack.named_parameters().First(one => one.name.EndsWith(name + "_l0", StringComparison.Ordinal)).parameter;
    }
}
