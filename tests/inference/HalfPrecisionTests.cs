using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class HalfPrecisionTests
{
    // Weights that PyTorch would begin with, two bidirectional layers of 64: measured 2e-4 to 6e-4.
    private const float Tolerance = 2e-3f;

    [TestMethod]
    [DataRow(CellKind.ElmanTanh, false, false)]
    [DataRow(CellKind.ElmanRelu, true, false)]
    [DataRow(CellKind.Lstm, false, false)]
    [DataRow(CellKind.Lstm, true, false)]
    [DataRow(CellKind.Gru, false, false)]
    [DataRow(CellKind.Gru, false, true)]
    public void Convert_AnyCell_HalvesTheFileAndStaysClose(CellKind cell, bool writtenOut, bool normalized)
    {
        var file = RandomTaggers.Create(cell, writtenOut, normalized);
        var half = HalfPrecision.Convert(file);
        var ids = RandomTaggers.Ids(3, 12);

        var difference = Closeness.Relative(Closeness.Run(file, ids), Closeness.Run(half, ids));

        Assert.IsTrue(difference is > 0 and < Tolerance, $"{difference}");
        Assert.IsLessThan(0.55, (double)half.ToBytes().Length / file.ToBytes().Length);
        CollectionAssert.AreEqual(
            file.Inputs.Select(i => i.ToString()).ToArray(),
            half.Inputs.Select(i => i.ToString()).ToArray()
        );
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(20)]
    [DataRow(22)]
    public void Convert_AnyOpset_Loads(int opset)
    {
        var file = RandomTaggers.Create(CellKind.Gru, opset: opset);
        var ids = RandomTaggers.Ids(2, 5);

        var half = Closeness.Run(HalfPrecision.Convert(file), ids);

        Assert.IsLessThan(Tolerance, Closeness.Relative(Closeness.Run(file, ids), half));
    }
}
