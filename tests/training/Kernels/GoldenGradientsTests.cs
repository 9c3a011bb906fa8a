using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>
/// Layers of odd sizes against PyTorch (Golden/fused_layers.txt, made by tests/reference/fused_layers.py): the tensor library in
/// double precision has the file's numbers, and the kernels are near every value of it.
/// </summary>
[TestClass]
public sealed class GoldenGradientsTests
{
    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Run_OddSizes_HasPyTorchsValuesAndGradients(CellKind cell)
    {
        var cases = GoldenCase.All().Where(golden => golden.Cell == cell).ToList();
        Assert.IsGreaterThan(40, cases.Count);
        foreach (var golden in cases)
        {
            using var exact = new RecurrentStack(golden.Options with { FusedKernels = false });
            exact.to(ScalarType.Float64);
            var expected = golden.Run(exact);
            golden.AssertIsPyTorchs(expected);

            using var single = new RecurrentStack(golden.Options);
            foreach (var width in KernelSettings.Widths.Append(KernelWidth.Off))
            foreach (var threads in new[] { 1, 2 })
            {
                using var forced = KernelPath.Force(width);
                using var limited = KernelSettings.Threads(threads);
                Near.Exact(expected, golden.Run(single), $"{golden.Text}, {width}, {threads} threads");
            }
        }
    }
}
