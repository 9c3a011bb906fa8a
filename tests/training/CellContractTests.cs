using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>What every cell does: shapes, number of weights, literal outputs. The numbers come from tests/reference/cell_steps.py.</summary>
[TestClass]
public sealed class CellContractTests
{
    private const int Features = 3;
    private const int Hidden = 2;

    [TestMethod]
    [DataRow(CellKind.ElmanTanh, false, "-0.971029 0.318521", null)]
    [DataRow(CellKind.ElmanRelu, false, "0.000000 0.330000", null)]
    [DataRow(CellKind.Lstm, false, "0.215290 0.491560", "0.262950 0.901225")]
    [DataRow(CellKind.Gru, false, "0.435804 -0.431237", null)]
    [DataRow(CellKind.ElmanTanh, true, "-0.762107 0.382456", null)]
    [DataRow(CellKind.ElmanRelu, true, "0.000000 0.402933", null)]
    [DataRow(CellKind.Lstm, true, "-0.719912 0.673041", "0.201468 0.881173")]
    [DataRow(CellKind.Gru, true, "0.005905 -0.554968", null)]
    public void Step_SimpleWeights_GivesTheReferenceNumbers(CellKind kind, bool layerNorm, string hidden, string? cell)
    {
        using var subject = Build(kind, layerNorm: layerNorm);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        foreach (var (name, parameter) in subject.named_parameters())
            parameter.copy_(Numbers(parameter.shape) + (name.StartsWith("gain", StringComparison.Ordinal) ? 1 : 0));
        var state = new CellState(
            tensor(new[] { 0.3f, -0.6f }, [1, Hidden]),
            kind == CellKind.Lstm ? tensor(new[] { 0.4f, 0.9f }, [1, Hidden]) : null
        );
        var next = subject.Step(tensor(new[] { 1, -1.5f, 0.2f }, [1, Features]), state);
        Assert.AreEqual(hidden, Text(next.Hidden));
        Assert.AreEqual(cell, next.Cell is null ? null : Text(next.Cell));
    }

    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Step_EveryForm_HasItsShapesAndParameters(CellKind kind)
    {
        foreach (var bias in new[] { false, true })
        foreach (var layerNorm in new[] { false, true })
        {
            using var subject = Build(kind, bias, layerNorm);
            using var scope = NewDisposeScope();
            var zero = subject.ZeroState(5);
            var next = subject.Step(rand(5, Features), zero);
            Assert.AreEqual(kind == CellKind.Lstm, next.Cell is not null);
            foreach (var part in new[] { zero.Hidden, zero.Cell, next.Hidden, next.Cell }.OfType<Tensor>())
                CollectionAssert.AreEqual(new long[] { 5, Hidden }, part.shape);
            Assert.AreEqual(0, zero.Hidden.abs().sum().item<float>());
            CollectionAssert.AreEqual(
                Names(kind, bias, layerNorm),
                subject.named_parameters().Select(p => p.name).ToArray()
            );

            next.Hidden.sum().backward();
            foreach (var (name, parameter) in subject.named_parameters())
                Assert.IsNotNull(parameter.grad, name);
        }
    }

    [TestMethod]
    [DataRow(CellKind.Lstm, 366592)] // 4 * 256 * (100 + 256 + 2)
    [DataRow(CellKind.Gru, 274944)] // 3 * 256 * (100 + 256 + 2)
    [DataRow(CellKind.ElmanTanh, 91648)]
    public void Parameters_HundredInputsAnd256Units_AreCounted(CellKind kind, long expected)
    {
        using var subject = Build(kind, features: 100, hidden: 256);
        Assert.AreEqual(expected, subject.parameters().Sum(p => p.numel()));
    }

    [TestMethod]
    public void Constructor_NoHiddenUnits_Refuses()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new GruCell(3, 0));
        Assert.AreEqual("Option hidden: expected 1 or more, found 0.", error.Message);
    }

    private static RecurrentCell Build(
        CellKind kind,
        bool bias = true,
        bool layerNorm = false,
        int features = Features,
        int hidden = Hidden
    ) =>
        kind switch
        {
            CellKind.Lstm => new LstmCell(features, hidden, bias, layerNorm),
            CellKind.Gru => new GruCell(features, hidden, bias, layerNorm),
            _ => new ElmanCell(features, hidden, kind == CellKind.ElmanRelu, bias, layerNorm),
        };

    // In the order in which they are registered: the cell's own before those that all cells have.
    private static string[] Names(CellKind kind, bool bias, bool layerNorm)
    {
        string[] cell = (kind == CellKind.Lstm, bias, layerNorm) switch
        {
            (true, true, true) => ["gain_c", "bias_c"],
            (true, false, true) => ["gain_c"],
            _ => [],
        };
        string[] biases = bias ? ["bias_ih", "bias_hh"] : [];
        string[] gains = layerNorm ? ["gain_ih", "gain_hh"] : [];
        return [.. cell, "weight_ih", "weight_hh", .. biases, .. gains];
    }

    // Number k is ((k * 7) % 11 - 5) / 10, row by row.
    private static Tensor Numbers(long[] shape) =>
        tensor(
            Enumerable
                .Range(0, (int)shape.Aggregate(1L, (a, b) => a * b))
                .Select(k => (k * 7 % 11 - 5) / 10f)
                .ToArray(),
            shape
        );

    private static string Text(Tensor tensor) =>
        string.Join(" ", tensor.data<float>().Select(v => v.ToString("F6", CultureInfo.InvariantCulture)));
}
