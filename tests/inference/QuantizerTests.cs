using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class QuantizerTests
{
    // Weights that PyTorch would begin with, two bidirectional layers of 64.
    private const float Tolerance = 0.03f;

    [TestMethod]
    [DataRow(CellKind.ElmanTanh, false, false)]
    [DataRow(CellKind.ElmanRelu, true, false)]
    [DataRow(CellKind.Lstm, false, false)]
    [DataRow(CellKind.Lstm, true, false)]
    [DataRow(CellKind.Gru, false, false)]
    [DataRow(CellKind.Gru, false, true)]
    public void Quantize_AnyCell_QuartersTheFileAndStaysClose(CellKind cell, bool writtenOut, bool normalized)
    {
        var file = RandomTaggers.Create(cell, writtenOut, normalized);
        var ids = RandomTaggers.Ids(3, 12);
        var expected = Closeness.Run(file, ids);
        foreach (var weightsOnly in new[] { false, true })
        {
            var quantized = Quantizer.Quantize(file, new QuantizerOptions { WeightsOnly = weightsOnly });

            var difference = Closeness.Relative(expected, Closeness.Run(quantized.File, ids));

            Assert.IsTrue(difference is > 0 and < Tolerance, $"{difference}, weights only {weightsOnly}");
            Assert.AreEqual(file.ToBytes().Length, quantized.BytesBefore);
            Assert.AreEqual(quantized.File.ToBytes().Length, quantized.BytesAfter);
            Assert.IsLessThan(0.3, (double)quantized.BytesAfter / quantized.BytesBefore);
        }
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(17)]
    [DataRow(18)]
    [DataRow(20)]
    [DataRow(22)]
    public void Quantize_AnyOpset_Loads(int opset)
    {
        var file = RandomTaggers.Create(CellKind.Lstm, opset: opset);
        var ids = RandomTaggers.Ids(2, 5);

        var quantized = Closeness.Run(Quantizer.Quantize(file).File, ids);

        Assert.IsLessThan(Tolerance, Closeness.Relative(Closeness.Run(file, ids), quantized));
    }

    [TestMethod]
    public void Quantize_RowOfABatch_DoesNotDependOnTheOthers()
    {
        var file = Quantizer.Quantize(RandomTaggers.Create(CellKind.Lstm)).File;
        var ids = RandomTaggers.Ids(4, 6);
        var all = Closeness.Run(file, ids);
        for (var row = 0; row < 4; row++)
        {
            var alone = Closeness.Run(file, Rows.Of(ids, row));
            foreach (var (many, one) in all.Zip(alone))
                CollectionAssert.AreEqual(Rows.Of(many, row).Floats, one.Floats, $"{many.Name}, row {row}");
        }
    }
}
