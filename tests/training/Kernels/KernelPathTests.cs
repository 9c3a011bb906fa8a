using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Which kernels are chosen, and that layers then run through them: their bits are not the tensor library's.</summary>
[TestClass]
public sealed class KernelPathTests
{
    [TestMethod]
    public void Choose_WordsOfTheVariable_AreTheWidths()
    {
        Assert.AreEqual(KernelWidth.Widest, KernelPath.Choose("512"));
        Assert.AreEqual(KernelWidth.Wide, KernelPath.Choose("256"));
        Assert.AreEqual(KernelWidth.Portable, KernelPath.Choose("128"));
        Assert.AreEqual(KernelWidth.Off, KernelPath.Choose("off"));
        Assert.AreEqual(KernelSettings.Widths.First(), KernelPath.Choose(null));
        Assert.AreEqual(KernelSettings.Widths.First(), KernelPath.Choose(""));
    }

    [TestMethod]
    [DataRow("OFF")]
    [DataRow("1024")]
    [DataRow(" 512")]
    public void Choose_AnotherWord_SaysWhichThereAre(string word)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => KernelPath.Choose(word));
        Assert.AreEqual(
            $"Environment variable RNN_KERNELS: expected 512, 256, 128 or off, found {word}.",
            error.Message
        );
    }

    [TestMethod]
    public async Task Force_WithinAnother_EndsWithItsScopeAndInItsFlow()
    {
        var before = KernelPath.Current;
        using (KernelPath.Force(KernelWidth.Off))
        {
            using (KernelPath.Force(KernelWidth.Portable))
                Assert.AreEqual(KernelWidth.Portable, await Task.Run(() => KernelPath.Current));
            Assert.AreEqual(KernelWidth.Off, KernelPath.Current);
            var other = KernelWidth.Off;
            using (ExecutionContext.SuppressFlow())
            {
                var thread = new Thread(() => other = KernelPath.Current);
                thread.Start();
                thread.Join();
            }
            Assert.AreEqual(before, other);
        }
        Assert.AreEqual(before, KernelPath.Current);
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Run_Default_IsNotTheTensorLibrarys(CellKind cell)
    {
        using var pair = new Pair(
            new RecurrentOptions
            {
                Cell = cell,
                Features = 17,
                Hidden = 33,
            }
        );
        foreach (var width in KernelSettings.Widths)
        foreach (var lengths in new long[]?[] { null, [9, 13, 1, 1, 5] })
        {
            using var scope = NewDisposeScope();
            using var none = no_grad();
            using var forced = KernelPath.Force(width);
            var input = Draws.Uniform(1, 2, ScalarType.Float32, 5, 13, 17);
            var ragged = lengths is null ? null : tensor(lengths);
            var same = pair.Fused.Run(input, ragged).Steps.eq(pair.Plain.Run(input, ragged).Steps);
            Assert.IsFalse(same.all().item<bool>(), $"{width}: not through the kernels.");
        }
    }
}
