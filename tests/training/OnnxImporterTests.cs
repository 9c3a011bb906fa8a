using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class OnnxImporterTests
{
    public static IEnumerable<object[]> Stacks =>
        from cell in Enum.GetValues<CellKind>()
        from form in new[] { "built-in", "hand-written", "layer-normalized" }
        from bidirectional in new[] { false, true }
        from bias in new[] { false, true }
        select new object[] { cell, form, bidirectional, bias };

    [TestMethod]
    [DynamicData(nameof(Stacks))]
    public void ReadStack_ExportedStack_HasTheSameOptionsAndBits(
        CellKind cell,
        string form,
        bool bidirectional,
        bool bias
    )
    {
        manual_seed(2);
        var options = new RecurrentOptions
        {
            Cell = cell,
            Features = 3,
            Hidden = 4,
            Layers = 2,
            Bidirectional = bidirectional,
            Bias = bias,
            Residual = bias,
            LearnedInitialState = bidirectional,
            HandWritten = form == "hand-written",
            LayerNorm = form == "layer-normalized",
        };
        using var stack = new RecurrentStack(options);
        using (no_grad())
        {
            foreach (var parameter in stack.parameters())
                parameter.copy_(randn(parameter.shape));
        }

        using var read = OnnxImporter.ReadStack(Export(stack), residual: bias);

        Assert.AreEqual(options, read.Options);
        CollectionAssert.AreEqual(Bits(stack), Bits(read));
    }

    [TestMethod]
    public void ReadStack_FileWithoutLayers_Refuses()
    {
        var graph = new GraphBuilder("foreign");
        var x = graph.AddInput("x", ElementType.Float, "batch", 3);
        graph.AddOutput("y", graph.Tanh(x), ElementType.Float, "batch", 3);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => OnnxImporter.ReadStack(graph.Build()));
        Assert.AreEqual(
            "'foreign' holds no recurrent layers to read back: expected nodes named 'rnn.0', 'rnn.1' and so on, found none.",
            error.Message
        );
    }

    private static ModelFile Export(RecurrentStack stack)
    {
        var graph = new GraphBuilder("stack");
        var x = graph.AddInput("x", ElementType.Float, "batch", "time", stack.Options.Features);
        var last = ConverterRegistry.CreateDefault().Convert(graph, stack, x)[1];
        graph.AddOutput("last", last, ElementType.Float, "batch", stack.Options.Directions * stack.Options.Hidden);
        return ModelFile.Parse(graph.Build().ToBytes(), "stack");
    }

    private static string[] Bits(RecurrentStack stack) =>
        [
            .. WeightCopy
                .Weights(stack)
                .Select(w =>
                    $"{w.Key}: {string.Join(" ", w.Value.data<float>().Select(BitConverter.SingleToInt32Bits))}"
                ),
        ];
}
