using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>A row's answer is the same alone and among others of as many steps: to the last bit, but for what is named here.</summary>
[TestClass]
public sealed class LoneRowTests
{
    // Its cells are Scans in the body of a Scan, where ONNX Runtime does not pack their matrices and takes other
    // routines for a single row; what the normalization makes of the last bit is fed back.
    private const string NestedScans = "decoder, normalized";

    private static readonly int[] Batches = [2, 3, 17];

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Run_EveryModel_GivesTheSameBitsAloneAndInABatch(CellKind cell)
    {
        foreach (var kind in SampleModels.Kinds)
        {
            using var model = SampleModels.Create(kind, cell);
            var largest = kind == NestedScans ? 2e-4f : 0;
            Compare(OnnxExporter.Export(model).File, $"{kind}, {cell}", [1, 7, 20], largest);
        }
    }

    [TestMethod]
    public void Run_EveryForecaster_GivesTheSameBitsAloneAndInABatch()
    {
        foreach (var kind in SampleForecasters.Options.Keys)
        {
            using var model = SampleForecasters.Create(kind);
            Compare(OnnxExporter.Export(model).File, kind, [4, 12]);
        }
    }

    // Rows of 6 and 33 numbers begin at all places in memory, those of 16 at multiples of a register.
    [TestMethod]
    [DataRow(6)]
    [DataRow(16)]
    [DataRow(33)]
    public void Run_EveryFormOfLayers_GivesTheSameBitsAloneAndInABatch(int hidden)
    {
        foreach (var cell in Enum.GetValues<CellKind>())
        foreach (var form in new[] { "scan", "normalized", "half", "int8", "normalized int8" })
        {
            var graph = new GraphBuilder(form);
            var series = graph.AddInput("series", Models.Tensors.ElementType.Float, "batch", "time", 8);
            var layers = RandomLayers
                .Create(
                    cell,
                    2,
                    bidirectional: true,
                    normalized: form.StartsWith("normalized", StringComparison.Ordinal),
                    features: 8,
                    hidden: hidden
                )
                .Select(layer => layer with { WrittenOut = form == "scan" });
            var last = RecurrentStack.Add(graph, [.. layers], series).LastHidden();
            graph.AddOutput("last", last, Models.Tensors.ElementType.Float, "batch", 2 * hidden);
            var file = graph.Build();
            file = form switch
            {
                "half" => HalfPrecision.Convert(file),
                "int8" or "normalized int8" => Quantizer
                    .Quantize(file, new QuantizerOptions { MinimumElements = 16 })
                    .File,
                _ => file,
            };
            Compare(file, $"{form}, {cell}, {hidden}", [1, 20]);
        }
    }

    private static void Compare(ModelFile file, string what, int[] times, float largest = 0)
    {
        using var model = SequenceModel.From(file, what, new SessionSettings { Device = Device.Cpu });
        foreach (var rows in Batches)
        foreach (var time in times)
        {
            var inputs = RandomBatches.Of(file, rows, time);
            var together = model.Run(inputs);
            for (var row = 0; row < rows; row++)
            {
                var alone = model.Run([.. inputs.Select(input => RandomBatches.Row(input, row))]);
                foreach (var (one, all) in alone.Zip(together))
                {
                    var same = RandomBatches.Row(all, row);
                    var place = $"{what}: {one.Name}, row {row} of {rows}, {time} steps";
                    CollectionAssert.AreEqual(same.Shape, one.Shape, place);
                    if (largest == 0)
                    {
                        CollectionAssert.AreEqual(same.Data, one.Data, place);
                        continue;
                    }
                    var size = same.Floats.Max(MathF.Abs);
                    foreach (var (expected, found) in same.Floats.Zip(one.Floats))
                        Assert.AreEqual(expected, found, largest * size, place);
                }
            }
        }
    }
}
