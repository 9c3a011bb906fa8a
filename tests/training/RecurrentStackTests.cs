using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class RecurrentStackTests
{
    private static readonly RecurrentOptions Two = new()
    {
        Features = 3,
        Hidden = 4,
        Layers = 2,
        Bidirectional = true,
    };

    // The tensor library's layers give its module's bits; the fused kernels round in their own way.
    [TestMethod]
    [DataRow(0, false)]
    [DataRow(0.5, false)]
    [DataRow(0, true)]
    [DataRow(0.5, true)]
    public void Run_LayersOfTheirOwn_GiveTheNumbersOfOneModuleOfManyLayers(double dropout, bool fused)
    {
        Action<Tensor, Tensor> compare = fused
            ? Close
            : (expected, found) => Assert.AreEqual(Text(expected), Text(found));
        manual_seed(4);
        using var stack = new RecurrentStack(Two with { Layers = 3, Dropout = dropout, FusedKernels = fused });
        manual_seed(4);
        using var whole = nn.LSTM(3, 4, 3, true, true, dropout, true);
        using var scope = NewDisposeScope();
        Assert.AreEqual(
            string.Join(" ", whole.parameters().Select(Text)),
            string.Join(" ", stack.parameters().Select(Text))
        );

        // In training mode, where dropout draws from the same random stream.
        var input = rand(5, 7, 3);
        manual_seed(8);
        var output = stack.Run(input);
        manual_seed(8);
        var (steps, hidden, cell) = whole.call(input);

        compare(steps, output.Steps);
        compare(hidden.transpose(0, 1), output.Final.Hidden);
        compare(cell.transpose(0, 1), output.Final.Cell!);
        compare(hidden.narrow(0, 4, 2).transpose(0, 1).reshape(5, 8), output.Last);
    }

    [TestMethod]
    [DataRow(CellKind.Lstm, false)]
    [DataRow(CellKind.Gru, true)]
    [DataRow(CellKind.ElmanTanh, true)]
    [DataRow(CellKind.ElmanRelu, false)]
    public void Run_PaddedRow_GivesWhatTheRowAloneGives(CellKind cell, bool residual)
    {
        manual_seed(1);
        using var stack = new RecurrentStack(Two with { Cell = cell, Residual = residual });
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var input = rand(3, 6, 3);
        long[] lengths = [4, 6, 1];
        var together = stack.Run(input, tensor(lengths));
        for (var row = 0; row < lengths.Length; row++)
        {
            var length = lengths[row];
            var alone = stack.Run(input.narrow(0, row, 1).narrow(1, 0, length));
            Close(alone.Steps, together.Steps.narrow(0, row, 1).narrow(1, 0, length));
            Close(alone.Last, together.Last.narrow(0, row, 1));
            Close(alone.Final.Hidden, together.Final.Hidden.narrow(0, row, 1));
            Assert.AreEqual(0, together.Steps[row].narrow(0, length, 6 - length).abs().sum().item<float>());
        }
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    public void Run_StateCarriedOver_GivesWhatOneRunGives(CellKind cell)
    {
        manual_seed(1);
        using var stack = new RecurrentStack(Two with { Cell = cell, Bidirectional = false, Residual = true });
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var input = rand(3, 6, 3);
        var whole = stack.Run(input, initial: stack.ZeroState(3));
        var first = stack.Run(input.narrow(1, 0, 2));
        var second = stack.Run(input.narrow(1, 2, 4), initial: first.Final);
        Close(whole.Steps.narrow(1, 2, 4), second.Steps);
        Close(whole.Last, second.Last);
        Close(whole.Final.Hidden, second.Final.Hidden);
    }

    [TestMethod]
    public void Run_LearnedInitialState_IsUsedUnlessOneIsGiven()
    {
        manual_seed(1);
        using var stack = new RecurrentStack(Two with { LearnedInitialState = true });
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var input = rand(2, 3, 3);
        Assert.AreEqual(Text(stack.Run(input, initial: stack.ZeroState(2)).Steps), Text(stack.Run(input).Steps));
        foreach (var name in new[] { "initial_hidden", "initial_cell" })
            stack.get_parameter(name)!.copy_(rand(4, 4));
        var state = new RecurrentState(
            stack.get_parameter("initial_hidden")!.unsqueeze(0).expand(2, -1, -1),
            stack.get_parameter("initial_cell")!.unsqueeze(0).expand(2, -1, -1)
        );
        var learned = Text(stack.Run(input).Steps);
        Assert.AreEqual(Text(stack.Run(input, initial: state).Steps), learned);
        Assert.AreNotEqual(Text(stack.Run(input, initial: stack.ZeroState(2)).Steps), learned);
    }

    [TestMethod]
    public void Run_TensorThatDoesNotFit_SaysWhatIsExpected()
    {
        using var stack = new RecurrentStack(Two);
        using var scope = NewDisposeScope();
        var input = zeros(2, 5, 3);
        Refuses("Sequence input: expected shape [N, T, 3] with N and T 1 or more, found [2, 5].", zeros(2, 5));
        Refuses("Sequence lengths: expected int64 [2], found Int32 [2].", input, tensor(new[] { 1, 2 }));
        Refuses(
            "Sequence lengths: expected at most the 5 steps of the input, found 6.",
            input,
            tensor(new[] { 1L, 6 })
        );
        Refuses(
            "Sequence initial state: expected a cell state, found none.",
            input,
            state: new RecurrentState(zeros(2, 4, 4))
        );
        Refuses(
            "Sequence initial state: expected shape [2, 4, 4], found [4, 2, 4].",
            input,
            state: new RecurrentState(zeros(4, 2, 4), zeros(4, 2, 4))
        );

        void Refuses(string message, Tensor x, Tensor? lengths = null, RecurrentState? state = null)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => stack.Run(x, lengths, state));
            Assert.AreEqual(message, error.Message);
        }
    }

    private static string Text(Tensor tensor) =>
        $"[{string.Join(", ", tensor.shape)}] {string.Join(" ", tensor.contiguous().data<float>().ToArray())}";

    private static void Close(Tensor expected, Tensor found) =>
        Assert.IsTrue(expected.allclose(found, rtol: 1e-5, atol: 1e-6), $"{Text(expected)} and {Text(found)}");
}
