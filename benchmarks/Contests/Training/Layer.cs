using System.Globalization;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>A layer, what it reads, and which gradients are asked for.</summary>
/// <param name="Cell">lstm, gru or elman (with tanh).</param>
/// <param name="Batch">B.</param>
/// <param name="Time">T.</param>
/// <param name="Features">I.</param>
/// <param name="Hidden">H.</param>
/// <param name="InputGradient">Whether the gradient of the input is asked for as well.</param>
internal sealed record Layer(string Cell, int Batch, int Time, int Features, int Hidden, bool InputGradient)
{
    /// <summary>The sizes that the product is measured at, (B, T, I, H).</summary>
    public static IReadOnlyList<(int Batch, int Time, int Features, int Hidden)> Shapes { get; } =
    [(32, 20, 1, 64), (64, 100, 10, 64), (64, 50, 128, 256), (16, 35, 200, 200), (128, 128, 512, 512)];

    /// <summary>Gates, and so rows of weights for each hidden unit.</summary>
    public int Gates =>
        Cell switch
        {
            "lstm" => 4,
            "gru" => 3,
            _ => 1,
        };

    /// <summary>
    /// Multiplications and additions of the matrix products alone, forward and backward: what no implementation can leave out. The
    /// input's and the state's products count forward and again for the weights' gradients, the state's once more to go back a step,
    /// the input's once more for the input's gradient.
    /// </summary>
    public double Operations =>
        2.0 * Batch * Time * Gates * Hidden * ((InputGradient ? 3 : 2) * (double)Features + 3.0 * Hidden);

    /// <summary>As the programs are asked: words apart by blanks.</summary>
    public string Words =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Cell} {Batch} {Time} {Features} {Hidden} {(InputGradient ? 1 : 0)}"
        );

    /// <summary>As a table shows it.</summary>
    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Batch}, {Time}, {Features}, {Hidden}");

    /// <summary>The layer that <see cref="Words"/> tell.</summary>
    public static Layer Of(ReadOnlySpan<string> words)
    {
        var sizes = words[1..].ToArray().Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new Layer(words[0], sizes[0], sizes[1], sizes[2], sizes[3], sizes[4] == 1);
    }

    /// <summary>
    /// Writes what all contestants compute with, float32: input [B, T, I], the gradient of the output [B, T, H], the weights [G*H, I]
    /// and [G*H, H] and the two biases [G*H], a file each.
    /// </summary>
    public void WriteTo(string folder)
    {
        var random = new Random(11);
        var bound = 1 / Math.Sqrt(Hidden);
        Write("x", (long)Batch * Time * Features, 1);
        Write("g", (long)Batch * Time * Hidden, 1);
        Write("weight_ih", (long)Gates * Hidden * Features, bound);
        Write("weight_hh", (long)Gates * Hidden * Hidden, bound);
        Write("bias_ih", (long)Gates * Hidden, bound);
        Write("bias_hh", (long)Gates * Hidden, bound);

        void Write(string name, long count, double limit)
        {
            var values = new float[count];
            for (var i = 0L; i < count; i++)
                values[i] = (float)((2 * random.NextDouble() - 1) * limit);
            RawFile.Write(Path.Combine(folder, name), values);
        }
    }
}
