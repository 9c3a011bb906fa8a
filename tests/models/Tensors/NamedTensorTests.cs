using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Tensors;

[TestClass]
public sealed class NamedTensorTests
{
    [TestMethod]
    public void Of_DataThatFits_KeepsTheArray()
    {
        float[] data = [1, 2, 3, 4, 5, 6];

        var tensor = NamedTensor.Of("x", data, 2, 3);

        Assert.AreSame(data, tensor.Floats);
        Assert.AreEqual("x: Float [2, 3]", tensor.ToString());
        Assert.AreEqual(ElementType.String, NamedTensor.Of("s", new[] { "a" }, 1, 1).ElementType);
        Assert.ThrowsExactly<InvalidOperationException>(() => tensor.Longs);
    }

    [TestMethod]
    [DataRow(2L, 4L, "Tensor 'x' of shape [2, 4] needs 8 elements, found 6.")]
    [DataRow(-2L, -3L, "Tensor 'x' of shape [-2, -3] needs a possible number of elements, found 6.")]
    [DataRow(
        long.MaxValue,
        2L,
        "Tensor 'x' of shape [9223372036854775807, 2] needs a possible number of elements, found 6."
    )]
    public void Of_DataThatDoesNotFit_SaysWhatItNeeds(long rows, long columns, string sentence)
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => NamedTensor.Of("x", new float[6], rows, columns));

        StringAssert.StartsWith(exception.Message, sentence, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Of_NoDimensions_IsAScalar() => Assert.IsEmpty(NamedTensor.Of("x", new[] { 1L }).Shape);

    [TestMethod]
    public void Dim_FromNumberOrName_PrintsAsWritten()
    {
        Dim[] shape = ["batch", 28, default];

        Assert.AreEqual("batch 28 ?", string.Join(" ", shape));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Dim(-1));
        Assert.ThrowsExactly<ArgumentException>(() => new Dim(" "));
    }
}
