using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Cli.Lab.Cells;

/// <summary>
/// The task on which a cell's inside has a meaning: now and then a value comes in, with a mark of 1 beside it, and in between there
/// is silence, both 0; the answer at every step is the latest value. So a number must be kept through the silence and overwritten
/// at the next mark.
/// </summary>
internal sealed record CellsOptions
{
    /// <summary>Hidden units, H. Default: 4, few enough to look at each.</summary>
    public int Hidden { get; init; } = 4;

    /// <summary>Steps of training, 32 sequences each. Default: 600.</summary>
    public int Training { get; init; } = 600;

    /// <summary>Seed of weights and sequences. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public CellsOptions Validate()
    {
        OptionRange.AtLeast(Hidden, 1, "hidden");
        OptionRange.AtLeast(Training, 0, "training");
        return this;
    }
}

/// <summary>One trained cell, looked into.</summary>
/// <param name="Cell">Which.</param>
/// <param name="Steps">What was inside at each step of <see cref="CellsLesson.Input"/>.</param>
/// <param name="Answers">What it answers at each step.</param>
/// <param name="Rmse">The root of the mean squared error of its answers over fresh sequences.</param>
/// <param name="Difference">Largest absolute difference of the hidden states to the built-in module's, over fresh sequences.</param>
internal sealed record CellRun(
    CellKind Cell,
    IReadOnlyList<CellStep> Steps,
    IReadOnlyList<float> Answers,
    double Rmse,
    double Difference
);

/// <summary>All cells on the same sequence.</summary>
internal sealed record CellsLesson(CellsOptions Options, IReadOnlyList<CellRun> Cells)
{
    private const int Features = 2;
    private const int Length = 40;
    private const int Rows = 32;
    private const int TestRows = 256;
    private const double MarkedShare = 0.1;
    private const double LearningRate = 0.03;

    /// <summary>Where the drawn sequence has its values.</summary>
    public static IReadOnlyDictionary<int, float> Values { get; } =
        new Dictionary<int, float>
        {
            [4] = 0.8f,
            [15] = -0.5f,
            [29] = 0.3f,
        };

    /// <summary>The values of the drawn sequence [T].</summary>
    public static float[] Input => [.. Enumerable.Range(0, Length).Select(t => Values.GetValueOrDefault(t))];

    public static CellsLesson Measure(CellsOptions options, CancellationToken cancel = default)
    {
        options.Validate();
        set_num_threads(1);
        return new CellsLesson(
            options,
            [
                .. new[] { CellKind.ElmanTanh, CellKind.ElmanRelu, CellKind.Gru, CellKind.Lstm }.Select(kind =>
                    Run(options, kind, cancel)
                ),
            ]
        );
    }

    private static CellRun Run(CellsOptions options, CellKind kind, CancellationToken cancel)
    {
        manual_seed(options.Seed);
        var recurrent = new RecurrentOptions
        {
            Cell = kind,
            Features = Features,
            Hidden = options.Hidden,
        };
        using var model = new TinyModel(recurrent, answers: 1);
        using var written = new RecurrentStack(recurrent with { HandWritten = true });
        using var cell = NewCell(kind, options.Hidden);
        var random = new Random(options.Seed);
        model.Fit(options.Training, LearningRate, Loss, done: null, cancel);
        written.CopyFrom(model.Stack);
        Copy(written, cell);

        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (inputs, targets) = Sequences(random, TestRows);
        var difference = (model.Stack.Run(inputs).Steps - written.Run(inputs).Steps).abs().max();
        var drawn = tensor([.. Input.SelectMany(value => Row(value, value != 0))], [Length, Features]);
        var steps = CellTrace.Of(cell, drawn);
        var hidden = tensor([.. steps.SelectMany(step => step.Of("h"))], [Length, options.Hidden]);
        return new CellRun(
            kind,
            steps,
            model.AnswerTo(hidden).data<float>().ToArray(),
            Math.Sqrt(nn.functional.mse_loss(model.Answer(inputs), targets).item<float>()),
            difference.item<float>()
        );

        Tensor Loss()
        {
            var (values, latest) = Sequences(random, Rows);
            return nn.functional.mse_loss(model.Answer(values), latest);
        }
    }

    private static (Tensor Inputs, Tensor Targets) Sequences(Random random, int rows)
    {
        var (inputs, targets) = (new List<float>(), new List<float>());
        for (var row = 0; row < rows; row++)
        {
            var latest = 0f;
            for (var t = 0; t < Length; t++)
            {
                var marked = random.NextDouble() < MarkedShare;
                latest = marked ? 2 * random.NextSingle() - 1 : latest;
                inputs.AddRange(Row(marked ? latest : 0, marked));
                targets.Add(latest);
            }
        }
        return (tensor([.. inputs], [rows, Length, Features]), tensor([.. targets], [rows, Length, 1]));
    }

    // A step's input: value and mark.
    private static float[] Row(float value, bool marked) => [value, marked ? 1 : 0];

    // A stack of one hand-written layer holds the very parameters of a cell, in their order.
    private static void Copy(RecurrentStack from, RecurrentCell to)
    {
        using var none = no_grad();
        foreach (var (target, source) in to.parameters().Zip(from.parameters()))
            target.copy_(source);
    }

    private static RecurrentCell NewCell(CellKind kind, int hidden) =>
        kind switch
        {
            CellKind.Lstm => new LstmCell(Features, hidden),
            CellKind.Gru => new GruCell(Features, hidden),
            _ => new ElmanCell(Features, hidden, relu: kind == CellKind.ElmanRelu),
        };
}
