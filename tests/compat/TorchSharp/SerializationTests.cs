using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class SerializationTests
{
    [TestMethod]
    public void SaveAndLoad_InPyTorchsArchive_RestoreATensor()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var t = arange(6, dtype: ScalarType.Float64).reshape(2, 3);
        try
        {
            save(t, path);
            using var loaded = load(path);
            Assert.IsTrue(t.Equals(loaded));
            CollectionAssert.AreEqual(new byte[] { (byte)'P', (byte)'K' }, File.ReadAllBytes(path)[..2]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void SaveAndLoad_InTorchSharpsFormat_RestoreEveryType()
    {
        foreach (var type in new[] { float32, float64, int64, int32, uint8, @bool, float16, bfloat16 })
        {
            using var stream = new MemoryStream();
            using var t = ones(3, 2).to(type);
            using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
                t.Save(writer);
            stream.Position = 0;
            using var loaded = Tensor.Load(new BinaryReader(stream));
            Assert.AreEqual(type, loaded.dtype);
            Assert.IsTrue(t.Equals(loaded), type.ToString());
        }
    }

    [TestMethod]
    public void Load_IntoATensorOfAnotherShape_Throws()
    {
        using var stream = new MemoryStream();
        zeros(3).Save(new BinaryWriter(stream));
        stream.Position = 0;
        using var target = zeros(2);
        Assert.ThrowsExactly<ArgumentException>(() => target.Load(new BinaryReader(stream)));
    }

    [TestMethod]
    public void Lengths_AboveSevenBits_TakeTwoBytes()
    {
        using var stream = new MemoryStream();
        zeros(200, dtype: ScalarType.Byte).Save(new BinaryWriter(stream));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 0xC8, 0x01 }, stream.ToArray()[..4]);
        Assert.AreEqual(204, stream.Length);
    }
}
