using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests;

/// <summary>The written-out cells against the built-in ones: the same values and the same gradients.</summary>
[TestClass]
public sealed class HandWrittenCellTests
{
    private const float Tolerance = 1e-6f;

    private static readonly long[] Lengths = [4, 5, 1];

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Run_HandWritten_HasTheValuesAndGradientsOfTheBuiltIn(CellKind cell)
    {
        var compared = 0;
        foreach (var layers in new[] { 1, 2, 3 })
        foreach (var bidirectional in new[] { false, true })
        foreach (var bias in new[] { false, true })
        {
            var options = new RecurrentOptions
            {
                Cell = cell,
                Features = 3,
                Hidden = 4,
                Layers = layers,
                Bidirectional = bidirectional,
                Bias = bias,
            };
            manual_seed(layers);
            using var builtIn = new RecurrentStack(options);
            using var written = new RecurrentStack(options with { HandWritten = true });
            written.CopyFrom(builtIn);
            foreach (var lengths in new[] { false, true })
            foreach (var state in new[] { false, true })
            {
                Compare(builtIn, written, lengths, state, $"{options}, lengths {lengths}, state {state}");
                compared++;
            }
        }
        Assert.AreEqual(3 * 2 * 2 * 2 * 2, compared);
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanRelu)]
    public void Constructor_SameSeed_DrawsTheNumbersOfTheBuiltIn(CellKind cell)
    {
        var options = new RecurrentOptions
        {
            Cell = cell,
            Layers = 2,
            Bidirectional = true,
        };
        manual_seed(3);
        using var builtIn = new RecurrentStack(options);
        manual_seed(3);
        using var written = new RecurrentStack(options with { HandWritten = true });
        CollectionAssert.AreEqual(Values(builtIn), Values(written));
    }

    [TestMethod]
    public void Copy_ToBuiltInModuleAndBack_KeepsEveryBit()
    {
        var options = new RecurrentOptions
        {
            Features = 3,
            Hidden = 4,
            Layers = 2,
            Bidirectional = true,
            HandWritten = true,
        };
        using var first = new RecurrentStack(options);
        using var second = new RecurrentStack(options);
        using var module = nn.LSTM(3, 4, 2, true, true, 0, true);
        CollectionAssert.AreNotEqual(Values(first), Values(second));
        first.CopyTo(module);
        second.CopyFrom(module);
        CollectionAssert.AreEqual(Values(first), Values(second));
    }

    [TestMethod]
    public void CopyFrom_OtherShape_SaysWhatIsExpected()
    {
        using var stack = new RecurrentStack(new RecurrentOptions { Hidden = 2, Bias = false });
        using var other = new RecurrentStack(new RecurrentOptions { Hidden = 3, Bias = false });
        var error = Assert.ThrowsExactly<InvalidInputException>(() => stack.CopyFrom(other));
        Assert.AreEqual(
            "Recurrent weights: expected weight_hh_l0 [8, 2], weight_ih_l0 [8, 1], found weight_hh_l0 [12, 3], weight_ih_l0 [12, 1].",
            error.Message
        );
    }

    private static void Compare(RecurrentStack builtIn, RecurrentStack written, bool lengths, bool state, string what)
    {
        var expected = ValuesAndGradients(builtIn, lengths, state);
        var found = ValuesAndGradients(written, lengths, state);
        CollectionAssert.AreEqual(expected.Keys, found.Keys);
        foreach (var (name, values) in expected)
        {
            for (var i = 0; i < values.Length; i++)
                Assert.AreEqual(values[i], found[name][i], Tolerance, $"{name} [{i}], {what}");
        }
    }

    private static SortedDictionary<string, float[]> ValuesAndGradients(RecurrentStack stack, bool lengths, bool state)
    {
        using var scope = NewDisposeScope();
        stack.zero_grad();
        manual_seed(9);
        var input = (rand(3, 5, 3) - 0.5).requires_grad_(); // [N, T, C]
        var initial = state ? RandomState(stack) : null;
        var output = stack.Run(input, lengths ? tensor(Lengths) : null, initial);
        var parts = new SortedDictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["steps"] = output.Steps,
            ["last"] = output.Last,
            ["hidden"] = output.Final.Hidden,
        };
        if (output.Final.Cell is not null)
            parts["cell"] = output.Final.Cell;
        // A loss in which every value has a weight of its own.
        var loss = parts.Values.Select(part => (part * rand(part.shape)).mean()).Aggregate((a, b) => a + b);
        loss.backward();

        var found = new SortedDictionary<string, float[]>(
            parts.ToDictionary(part => part.Key, part => Read(part.Value)),
            StringComparer.Ordinal
        )
        {
            ["gradient of input"] = Read(input.grad!),
        };
        if (initial is not null)
            found["gradient of state"] = Read(initial.Hidden.grad!);
        foreach (var (name, weight) in WeightCopy.Weights(stack))
            found[$"gradient of {name}"] = Read(weight.grad!);
        return found;
    }

    private static RecurrentState RandomState(RecurrentStack stack)
    {
        var zero = stack.ZeroState(3);
        return new RecurrentState(Draw(zero.Hidden), zero.Cell is null ? null : Draw(zero.Cell));

        static Tensor Draw(Tensor like) => (rand(like.shape) - 0.5).requires_grad_();
    }

    private static float[] Values(RecurrentStack stack) => [.. WeightCopy.Weights(stack).Values.SelectMany(Read)];

    private static float[] Read(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
