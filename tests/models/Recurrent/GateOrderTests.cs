using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Tests.Recurrent;

[TestClass]
public sealed class GateOrderTests
{
    [TestMethod]
    public void ToOnnx_Lstm_PutsInputOutputForgetCell()
    {
        // Two rows a gate: i, f, g, o.
        float[] stacked = [10, 11, 20, 21, 30, 31, 40, 41];

        CollectionAssert.AreEqual(
            new float[] { 10, 11, 40, 41, 20, 21, 30, 31 },
            GateOrder.ToOnnx(CellKind.Lstm, stacked)
        );
    }

    [TestMethod]
    public void ToOnnx_Gru_PutsUpdateResetHidden()
    {
        // r, z, n.
        CollectionAssert.AreEqual(new float[] { 2, 1, 3 }, GateOrder.ToOnnx(CellKind.Gru, [1, 2, 3]));
    }

    [TestMethod]
    public void ToOnnx_Elman_KeepsTheOneBlock() =>
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, GateOrder.ToOnnx(CellKind.ElmanTanh, [1, 2, 3]));
}
