using System.Globalization;
using System.Runtime.InteropServices;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>A line of Golden/fused_layers.txt: the settings of a layer, and numbers of what PyTorch made of it.</summary>
internal sealed record GoldenCase
{
    private const int Fields = 10;
    private const int MostValues = 6;

    private readonly int[] sizes;
    private readonly float[] numbers;

    private GoldenCase(string line)
    {
        var fields = line.Split(' ');
        Cell = Enum.Parse<CellKind>(fields[0]);
        sizes = [.. fields[1..Fields].Select(field => int.Parse(field, CultureInfo.InvariantCulture))];
        numbers = MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(fields[Fields])).ToArray();
        Text = string.Join(" ", fields[..Fields]);
    }

    public CellKind Cell { get; }

    /// <summary>Cell, seed, N, T, C, H, bidirectional, bias, lengths, initial states.</summary>
    public string Text { get; }

    public RecurrentOptions Options =>
        new()
        {
            Cell = Cell,
            Features = sizes[3],
            Hidden = sizes[4],
            Bidirectional = sizes[5] == 1,
            Bias = sizes[6] == 1,
        };

    public static IEnumerable<GoldenCase> All()
    {
        using var stream = typeof(GoldenCase).Assembly.GetManifestResourceStream("fused_layers.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return new GoldenCase(line);
    }

    /// <summary>Gives a layer of these options the case's weights, and runs it in their type on the case's input.</summary>
    public LayerRun Run(RecurrentStack stack)
    {
        using var scope = NewDisposeScope();
        var weights = WeightCopy.Weights(stack);
        var dtype = weights["weight_ih_l0"].dtype;
        using (no_grad())
        {
            foreach (var (name, k) in WeightNames.Select((name, k) => (name, k)))
            {
                var shape = weights[name].shape;
                var scale = shape.Length == 2 ? 1 / Math.Sqrt(shape[1]) : 0.5;
                weights[name].copy_(Draws.Uniform(Stream(8 + k), scale, dtype, shape));
            }
        }
        var (batch, time, features, hidden) = (sizes[1], sizes[2], sizes[3], sizes[4]);
        var input = Leaf(0, 2, batch, time, features); // [N, T, C]
        var state = sizes[8] == 0 ? null : new RecurrentState(State(1), Cell == CellKind.Lstm ? State(2) : null);
        return LayerRun.Of(stack, input, sizes[7] == 0 ? null : tensor(Lengths()), state, Stream(4));

        Tensor State(int part) => Leaf(part, 1, batch, Options.Directions, hidden); // [N, D, H]
        Tensor Leaf(int part, double scale, params long[] shape) =>
            Draws.Uniform(Stream(part), scale, dtype, shape).requires_grad_();
    }

    /// <summary>Holds a run in double precision to PyTorch's, up to the rounding of the file's numbers.</summary>
    public void AssertIsPyTorchs(LayerRun run)
    {
        string[] outputs = Cell == CellKind.Lstm ? ["steps", "hidden", "cell"] : ["steps", "hidden"];
        string[] states =
            sizes[8] == 0 ? []
            : Cell == CellKind.Lstm ? ["h0", "c0"]
            : ["h0"];
        var tensors = outputs
            .Select(name => (name, run.Outputs[name]))
            .Concat(WeightNames.Prepend("input").Take(1).Concat(states).Concat(WeightNames).Select(Gradient))
            .ToList();
        var at = 0;
        foreach (var ((name, values), k) in tensors.Select((tensor, k) => (tensor, k)))
        {
            foreach (var expected in Summary(Stream(20 + 3 * k), values))
                Assert.AreEqual(expected, numbers[at++], 1e-7 * Math.Abs(expected) + 1e-9, $"{name}, {Text}");
        }
        Assert.AreEqual(numbers.Length, at, Text);

        (string, double[]) Gradient(string name) => (name, run.Gradients[name]);
    }

    // Up to six values, and two weighted sums of all.
    private static IEnumerable<double> Summary(long stream, double[] values) =>
        [
            .. values.Length <= MostValues
                ? values
                : Draws.Bits(stream, MostValues).Select(bits => values[bits % (ulong)values.Length]),
            .. Enumerable
                .Range(1, 2)
                .Select(part => values.Zip(Draws.Uniform(stream + part, 1, values.Length), (v, w) => v * w).Sum()),
        ];

    // One row has all steps, and another, where there is one, a single step.
    private long[] Lengths()
    {
        var (batch, time) = (sizes[1], sizes[2]);
        var drawn = Draws.Bits(Stream(3), batch + 1);
        var lengths = drawn.Take(batch).Select(bits => 1 + (long)(bits % (ulong)time)).ToArray();
        var longest = (int)(drawn[batch] % (ulong)batch);
        lengths[(longest + 1) % batch] = 1;
        lengths[longest] = time;
        return lengths;
    }

    private IEnumerable<string> WeightNames =>
        from end in Options.Bidirectional ? ["", "_reverse"] : (string[])[""]
        from name in Options.Bias
            ? ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
            : (string[])["weight_ih", "weight_hh"]
        select $"{name}_l0{end}";

    private long Stream(int part) => 64L * sizes[0] + part;
}
