using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class OnnxExporterTests
{
    [TestMethod]
    public void Export_Forecaster_ReadsASeriesAndGivesAForecast()
    {
        torch.manual_seed(1);
        using var model = Forecaster();
        var exported = OnnxExporter.Export(model);
        Assert.AreEqual("series: Float [batch, time, 2]", exported.File.Inputs.Single().ToString());
        Assert.AreEqual("forecast: Float [batch, 4]", exported.File.Outputs.Single().ToString());
        Assert.AreEqual(17, exported.File.Opset);
        Assert.AreEqual(0, exported.File.Check().Count);
        Assert.AreEqual(12, exported.Probes.Count);
    }

    [TestMethod]
    public void Export_Twice_GivesTheSameBytes()
    {
        torch.manual_seed(1);
        using var model = Forecaster();
        CollectionAssert.AreEqual(OnnxExporter.Export(model).File.ToBytes(), OnnxExporter.Export(model).File.ToBytes());
    }

    [TestMethod]
    public void Convert_UnknownModule_NamesItAndTheKnownOnes()
    {
        using var unknown = torch.nn.Dropout();
        var graph = new GraphBuilder("g");
        var x = graph.AddInput("x", ElementType.Float, "batch", 3);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ConverterRegistry.CreateDefault().Convert(graph, unknown, x)
        );
        Assert.AreEqual(
            "Module Dropout: expected a kind with an ONNX converter (Embedding, Forecaster, LanguageModel, Linear, RecurrentStack, SequenceClassifier, SequenceDecoder, SequencePool, SequenceRegressor, SequenceTagger, WordTagger), found none for it.",
            error.Message
        );
    }

    [TestMethod]
    public void Add_KindThatIsThere_Refuses()
    {
        var registry = ConverterRegistry.CreateDefault();
        Assert.ThrowsExactly<ArgumentException>(() =>
            registry.Add<TorchSharp.Modules.Linear>((_, _, _, inputs) => [inputs.Input])
        );
    }

    private static Forecaster Forecaster() =>
        new(
            new ForecasterOptions
            {
                LookBack = 6,
                Horizon = 4,
                Recurrent = new RecurrentOptions
                {
                    Features = 2,
                    Hidden = 5,
                    Layers = 2,
                    Bidirectional = true,
                    Cell = CellKind.Gru,
                },
            },
            new Scaler([3, -2], [1.5f, 0.25f])
        );
}
