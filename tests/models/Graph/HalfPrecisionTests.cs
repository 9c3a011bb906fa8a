using System.Runtime.InteropServices;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

[TestClass]
public sealed class HalfPrecisionTests
{
    [TestMethod]
    public void Convert_Matrix_BecomesAConstantAndACastUnderItsName()
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(i => i * 0.1f)];

        var graph = Convert(values);

        Assert.AreEqual("Constant Cast MatMul Add", string.Join(" ", graph.Node.Select(node => node.OpType)));
        CollectionAssert.AreEqual(new[] { "bias" }, graph.Initializer.Select(tensor => tensor.Name).ToArray());
        var stored = graph.Node[0].Attribute.Single().T;
        Assert.AreEqual((int)ElementType.Float16, stored.DataType);
        CollectionAssert.AreEqual(
            Array.ConvertAll(values, value => (Half)value),
            MemoryMarshal.Cast<byte, Half>(stored.RawData.Span).ToArray()
        );
        CollectionAssert.AreEqual(new[] { "weight" }, graph.Node[1].Output);
    }

    [TestMethod]
    [DataRow(65505f, DisplayName = "over the range")]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NaN)]
    public void Convert_ValueOutOfRange_KeepsTheMatrixInFloat32(float value)
    {
        var values = new float[64];
        values[7] = value;

        Assert.IsTrue(Convert(values).Initializer.Any(tensor => tensor.Name == "weight"));
    }

    [TestMethod]
    public void Convert_ValuesThatWouldLoseTheirPrecision_KeepTheMatrixInFloat32()
    {
        Assert.IsTrue(Convert(Enumerable.Repeat(1e-6f, 64)).Initializer.Any(tensor => tensor.Name == "weight"));
        Assert.IsFalse(Convert(Enumerable.Repeat(0f, 64)).Initializer.Any(tensor => tensor.Name == "weight"));
    }

    [TestMethod]
    public void Convert_SmallMatrix_StaysFloat32() =>
        Assert.IsTrue(Convert(Enumerable.Repeat(1f, 56)).Initializer.Any(tensor => tensor.Name == "weight"));

    private static GraphProto Convert(IEnumerable<float> values)
    {
        float[] data = [.. values];
        var builder = new GraphBuilder("half");
        var x = builder.AddInput("x", ElementType.Float, "batch", data.Length / 8);
        var weight = builder.AddInitializer("weight", data, data.Length / 8, 8);
        var bias = builder.AddInitializer("bias", new float[8], 8);
        builder.AddOutput("y", builder.Add(builder.MatMul(x, weight), bias), ElementType.Float, "batch", 8);
        var half = HalfPrecision.Convert(builder.Build());
        Assert.IsEmpty(half.Check());
        return half.Proto.Graph;
    }
}
