using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class TensorDataTests
{
    [TestMethod]
    public void Data_OfAnotherType_Throws() => Assert.ThrowsExactly<ArgumentException>(() => zeros(2).data<double>());

    [TestMethod]
    public void Data_OfATransposedTensor_IsInLogicalOrder()
    {
        using var t = arange(6).reshape(2, 3).t();
        CollectionAssert.AreEqual(new long[] { 0, 3, 1, 4, 2, 5 }, t.data<long>().ToArray());
        Assert.AreEqual(4L, t.data<long>()[1, 1]);
    }

    [TestMethod]
    public void Data_Written_ChangesTheTensor()
    {
        using var t = zeros(2);
        t.data<float>()[1] = 3;
        Assert.AreEqual(3f, t.sum().item<float>());
    }

    [TestMethod]
    public void Item_OfSeveralElements_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => zeros(2).item<float>());

    [TestMethod]
    public void Bytes_ReadAndWrite_TheMemory()
    {
        using var t = tensor(new[] { 1f, 2f });
        Assert.AreEqual(8, t.bytes.Length);
        t.bytes = BitConverter.GetBytes(1f).Concat(BitConverter.GetBytes(5f)).ToArray().AsSpan();
        Assert.AreEqual(5f, t[1].item<float>());
    }

    [TestMethod]
    public void Bytes_OfANonContiguousTensor_Throw() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => zeros(2, 3).t().bytes.Length.ToString());

    [TestMethod]
    public void ToScalar_AndCasts_GiveTheNumber()
    {
        Assert.AreEqual(2.5, tensor(2.5).ToScalar().ToDouble());
        Assert.AreEqual(3, (int)tensor(3L));
        Assert.AreEqual(1.5f, tensor(1.5f).ToSingle());
        Assert.IsTrue(tensor(true).ToBoolean());
    }

    [TestMethod]
    public void To_TheSameType_SharesMemory()
    {
        using var t = zeros(2);
        using var same = t.to(ScalarType.Float32);
        same[0] = 1f;
        Assert.AreEqual(1f, t[0].item<float>());
        using var copy = t.to(ScalarType.Float32, copy: true);
        copy[0] = 2f;
        Assert.AreEqual(1f, t[0].item<float>());
    }

    [TestMethod]
    public void To_HalfAndBack_Rounds()
    {
        using var t = tensor(new[] { 1.0001f });
        Assert.AreEqual(1f, t.to(ScalarType.Float16).to(ScalarType.Float32).item<float>());
        Assert.AreEqual((BFloat16)1f, t.bfloat16().item<BFloat16>());
        Assert.AreEqual((Half)1, t.half().item<Half>());
    }

    [TestMethod]
    public void Storage_PointsAtTheElements()
    {
        using var t = tensor(new[] { 1f, 2f, 3f });
        using var storage = t.storage<float>();
        Assert.AreNotEqual(IntPtr.Zero, storage.data_ptr());
    }

    [TestMethod]
    public void Disposed_Tensor_Throws()
    {
        var t = zeros(1);
        t.Dispose();
        Assert.IsTrue(t.IsInvalid);
        Assert.ThrowsExactly<InvalidOperationException>(() => t.sum());
        t.Dispose();
    }

    [TestMethod]
    public void ToString_IsMetadata_StrIsValues()
    {
        using var t = tensor(new[] { 1.5f, -2f, 3f, 4f }, new long[] { 2, 2 });
        Assert.AreEqual("[2x2], type = Float32, device = cpu", t.ToString());
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        Assert.AreEqual(
            "[2x2], type = Float32, device = cpu\n 1.5 -2\n   3  4\n",
            t.str(newLine: "\n", cultureInfo: invariant, style: julia)
        );
        Assert.AreEqual("[[1.5, -2]\n [3, 4]]", t.npstr(newLine: "\n", cultureInfo: invariant));
        Assert.AreEqual("[], type = Float32, device = cpu, value = 7", tensor(7f).jlstr(cultureInfo: invariant));
    }

    [TestMethod]
    public void Data_OfNoElements_IsAnEmptyArrayWithOneAxisOnly()
    {
        Assert.IsEmpty(zeros(0).data<float>().ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => zeros(0, 3).data<float>().ToArray());
    }

    [TestMethod]
    public void Storage_IsTheTensorsMemory_OrThatOfAConvertedCopy()
    {
        using var t = zeros(3);
        t.storage<float>()[1] = 5;
        Assert.AreEqual(5f, t[1].item<float>());
        using var scope = NewDisposeScope();
        var converted = t.storage<int>();
        converted[0] = 7;
        CollectionAssert.AreEqual(new[] { 7, 5, 0 }, converted.ToArray());
        Assert.AreEqual(0f, t[0].item<float>());
    }
}
