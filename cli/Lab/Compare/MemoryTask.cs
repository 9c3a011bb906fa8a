using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Lab.Compare;

/// <summary>A task that can be solved only by remembering over a length.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">Features of a step, C.</param>
/// <param name="Answers">Numbers of an answer, A.</param>
/// <param name="AnswerSteps">Steps at the end at which there is an answer, S.</param>
/// <param name="Draw">Fresh sequences of a length: inputs [N, T, C] and targets.</param>
/// <param name="Loss">What training makes small, from answers [N, S, A] and targets.</param>
/// <param name="Score">What is told, from the same.</param>
internal sealed record MemoryTask(
    string Name,
    int Features,
    int Answers,
    int AnswerSteps,
    Func<Random, int, int, (Tensor Inputs, Tensor Targets)> Draw,
    Func<Tensor, Tensor, Tensor> Loss,
    Func<Tensor, Tensor, Tensor> Score
)
{
    private const int Symbols = 8;
    private const int Recalled = 2;

    /// <summary>Mean squared error of who always answers 1, the variance of the sum of two numbers that are uniform in 0 to 1.</summary>
    public const double AddingNaive = 1.0 / 6;

    /// <summary>Share of right symbols of who guesses.</summary>
    public const double CopyNaive = 1.0 / Symbols;

    /// <summary>
    /// The adding problem (Hochreiter and Schmidhuber 1997, experiment 4, without its noise): T numbers from 0 to 1 come in, two of
    /// them marked, one in each half; the answer at the end is their sum.
    /// </summary>
    public static MemoryTask Adding { get; } = new("adding", 2, 1, 1, DrawAdding, SquaredError, SquaredError);

    /// <summary>
    /// The copy problem (Hochreiter and Schmidhuber 1997; Arjovsky, Shah and Bengio 2016, section 5.1), small: two of eight symbols
    /// come in, then T silent steps, then two steps at which they are asked for in their order.
    /// </summary>
    public static MemoryTask Copy { get; } = new("copy", Symbols + 2, Symbols, Recalled, DrawCopy, CrossEntropy, Right);

    private static (Tensor, Tensor) DrawAdding(Random random, int rows, int length)
    {
        var (inputs, targets) = (new float[rows * length * 2], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            int[] marked = [random.Next(length / 2), random.Next(length / 2, length)];
            for (var t = 0; t < length; t++)
            {
                var at = 2 * (row * length + t);
                inputs[at] = random.NextSingle();
                inputs[at + 1] = marked.Contains(t) ? 1 : 0;
                targets[row] += inputs[at] * inputs[at + 1];
            }
        }
        return (tensor(inputs, [rows, length, 2]), tensor(targets, [rows, 1, 1]));
    }

    private static (Tensor, Tensor) DrawCopy(Random random, int rows, int length)
    {
        const int Silence = Symbols;
        const int Asked = Symbols + 1;
        var steps = length + 2 * Recalled;
        var (ids, targets) = (new long[rows * steps], new long[rows * Recalled]);
        for (var row = 0; row < rows; row++)
        {
            for (var t = 0; t < steps; t++)
                ids[row * steps + t] = t < steps - Recalled ? Silence : Asked;
            for (var t = 0; t < Recalled; t++)
                ids[row * steps + t] = targets[row * Recalled + t] = random.Next(Symbols);
        }
        var inputs = nn.functional.one_hot(tensor(ids, [rows, steps]), Symbols + 2); // [N, T, C]
        return (inputs.to(ScalarType.Float32), tensor(targets, [rows, Recalled]));
    }

    private static Tensor SquaredError(Tensor answers, Tensor targets) => nn.functional.mse_loss(answers, targets);

    private static Tensor CrossEntropy(Tensor answers, Tensor targets) =>
        nn.functional.cross_entropy(answers.reshape(-1, Symbols), targets.reshape(-1));

    private static Tensor Right(Tensor answers, Tensor targets) =>
        answers.argmax(2).eq(targets).to(ScalarType.Float32).mean();
}
