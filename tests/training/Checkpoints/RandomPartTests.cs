using System.Buffers.Binary;
using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Checkpoints;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Checkpoints;

[TestClass]
public sealed class RandomPartTests
{
    [TestMethod]
    [DataRow(0, DisplayName = "as it was seeded")]
    [DataRow(1, DisplayName = "after the first number")]
    [DataRow(624, DisplayName = "after the last number, before they are made anew")]
    [DataRow(625, DisplayName = "after they were made anew")]
    public void Read_StateOfAnyPlace_RepeatsTheDraws(int drawn)
    {
        manual_seed(1);
        for (var i = 0; i < drawn; i++)
            rand(1).Dispose();
        var state = RandomPart.Write();
        var first = Draw();
        RandomPart.Read(state, "file");
        CollectionAssert.AreEqual(first, Draw());
    }

    [TestMethod]
    [DataRow(8, 0, DisplayName = "no number left")]
    [DataRow(8, 625, DisplayName = "more numbers left than there are")]
    [DataRow(12, 0, DisplayName = "not seeded")]
    [DataRow(12, 2, DisplayName = "seeded twice")]
    [DataRow(16, 625, DisplayName = "next behind the last")]
    [DataRow(16, 3, DisplayName = "next elsewhere than the numbers left say")]
    [DataRow(20, 1, DisplayName = "next far away")]
    public void Read_StateThatNoGeneratorHas_IsRefused(int at, int value)
    {
        manual_seed(1);
        rand(1).Dispose();
        var state = RandomPart.Write();
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(at), value);
        var e = Assert.ThrowsExactly<InvalidInputException>(() => RandomPart.Read(state, "file"));
        Assert.AreEqual("Checkpoint 'file': expected a random state of this library, found another.", e.Message);
    }

    private static float[] Draw()
    {
        using var numbers = rand(2000);
        return numbers.data<float>().ToArray();
    }
}
