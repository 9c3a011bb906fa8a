using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

[TestClass]
public sealed class QuantizerTests
{
    private static readonly QuantizerOptions Small = new() { MinimumElements = 64 };

    [TestMethod]
    public void Quantize_EveryWeight_IsWithinHalfItsScale()
    {
        foreach (var weightsOnly in new[] { false, true })
        {
            var file = Everything();
            var quantized = Quantizer.Quantize(file, Small with { WeightsOnly = weightsOnly });

            CollectionAssert.AreEqual(
                new[] { "table", "rnn.0.weight", "rnn.0.recurrence", "wide", "tall" },
                quantized.Tensors.ToArray()
            );
            Assert.IsEmpty(quantized.File.Check());
            foreach (var name in quantized.Tensors)
            {
                AssertClose(file.Initializer(name)!, quantized.File, name, transposed: name == "tall" && !weightsOnly);
            }
        }
    }

    [TestMethod]
    public void Quantize_ByDefault_UsesTheStandardDomainOnly()
    {
        var file = Quantizer.Quantize(Everything(), Small).File;

        Assert.AreEqual("", string.Join(" ", file.Proto.OpsetImport.Select(import => import.Domain)));
        Assert.HasCount(2, file.Proto.Graph.Node.Where(node => node.OpType == "MatMulInteger"));
        Assert.IsEmpty(file.Proto.Graph.Node.Where(node => node.OpType is "Gemm" or "MatMul"));
    }

    [TestMethod]
    public void Quantize_WeightsThatAreSmallOrNotFinite_StayAsTheyAre()
    {
        Assert.IsEmpty(Quantizer.Quantize(Product(new float[60], 10)).Tensors);
        Assert.HasCount(1, Quantizer.Quantize(Product(new float[64], 8), Small).Tensors);
        var broken = new float[64];
        broken[3] = float.NaN;
        Assert.IsEmpty(Quantizer.Quantize(Product(broken, 8), Small).Tensors);
    }

    [TestMethod]
    public void Quantize_NoMinimum_IsRefused() =>
        Expect.InvalidInput(
            "Option minimum elements: expected 1 or more, found 0.",
            () => Quantizer.Quantize(Product(new float[64], 8), new QuantizerOptions { MinimumElements = 0 })
        );

    private static void AssertClose(NamedTensor original, ModelFile file, string name, bool transposed)
    {
        var values = file.Proto.Graph.Initializer.Single(t => t.Name == name + ".int8" || t.Name == name + ".uint8");
        var zero = values.DataType == (int)ElementType.UInt8 ? 128 : 0;
        var scales = file.Initializer(name + ".scale")!;
        var columns = (int)values.Dims[^1];
        var byColumn = scales.Shape.Length == 1;
        for (var i = 0; i < values.RawData.Length; i++)
        {
            var stored = zero == 128 ? values.RawData[i] - zero : (sbyte)values.RawData[i];
            var scale = scales.Floats[byColumn ? i % columns : i / columns];
            var at = transposed ? (i % columns * (original.Floats.Length / columns)) + (i / columns) : i;
            Assert.AreEqual(original.Floats[at], stored * scale, scale / 2 * 1.0001f, $"{name} at {i}");
        }
    }

    private static ModelFile Product(float[] weights, int rows)
    {
        var builder = new GraphBuilder("product");
        var x = builder.AddInput("x", ElementType.Float, "batch", rows);
        var columns = weights.Length / rows;
        var weight = builder.AddInitializer("weight", weights, rows, columns);
        builder.AddOutput("y", builder.MatMul(x, weight), ElementType.Float, "batch", columns);
        return builder.Build();
    }

    private static ModelFile Everything()
    {
        var random = new Random(3);
        var builder = new GraphBuilder("everything");
        var ids = builder.AddInput("ids", ElementType.Int64, "batch", "time");
        var steps = builder.Gather(Matrix("table", 20, 8), ids);
        var layers = RandomLayers.Create(CellKind.Gru, 1, bidirectional: true, features: 8, hidden: 8);
        var last = RecurrentStack.Add(builder, layers, steps).LastHidden(); // [N, 16]
        var wide = builder.MatMul(last, Matrix("wide", 16, 9));
        var tall = builder.Gemm(last, Matrix("tall", 9, 16), transposeB: true);
        builder.AddOutput("y", builder.Add(wide, tall), ElementType.Float, "batch", 9);
        return builder.Build();

        string Matrix(string name, int rows, int columns) =>
            builder.AddInitializer(name, RandomForecasters.Uniform(random, rows * columns), rows, columns);
    }
}
