using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Export, then import: the same module to the last bit.</summary>
[TestClass]
public sealed class ModuleImportTests
{
    [TestMethod]
    [DataRow(13)]
    [DataRow(17)]
    [DataRow(22)]
    public void Read_ExportOfEveryKind_IsTheSameModule(int opset)
    {
        var kinds = new HashSet<string>();
        foreach (var model in SampleModels.All())
        {
            using var original = StateBits.Shake(model, kinds.Count);
            // Texts need a newer one.
            var least = original is WordTagger ? 20 : opset;
            RoundTrip(original, new ExportOptions { Opset = Math.Max(least, opset) }, original.GetName());
            kinds.Add(original.GetType().Name);
        }
        Assert.AreEqual(ModelFactory.Kinds.Count - 1, kinds.Count, "Every kind but the translator is tried.");
    }

    [TestMethod]
    public void Read_ExportOfEveryOpset_IsTheSameModule()
    {
        using var original = StateBits.Shake(SampleModels.All().OfType<SequenceTagger>().Single(), 1);
        for (var opset = 13; opset <= 22; opset++)
            RoundTrip(original, new ExportOptions { Opset = opset }, $"opset {opset}");
    }

    [TestMethod]
    public void Read_EveryForecaster_IsTheSameModule()
    {
        var seed = 0;
        foreach (var (name, options) in SampleForecasters.All())
        {
            using var original = StateBits.Shake(new Forecaster(options, SampleForecasters.Scaler), seed++);
            RoundTrip(original, new ExportOptions { Opset = seed % 2 == 0 ? 22 : 17 }, name);
        }
    }

    [TestMethod]
    [DataRow(CellKind.Lstm, false, false)]
    [DataRow(CellKind.Lstm, true, false)]
    [DataRow(CellKind.Gru, true, true)]
    [DataRow(CellKind.ElmanRelu, false, true)]
    public void Read_StatefulExports_AreTheSameModule(CellKind cell, bool learned, bool lengths)
    {
        var layers = new RecurrentOptions
        {
            Cell = cell,
            Hidden = 5,
            Layers = 2,
            LearnedInitialState = learned,
        };
        using var original = StateBits.Shake(
            new LanguageModel(new LanguageModelOptions { Recurrent = layers, Vocabulary = 6 }),
            3
        );
        RoundTrip(original, new ExportOptions { Stateful = true, Lengths = lengths }, "language model");
        using var regressor = StateBits.Shake(new SequenceRegressor(new() { Recurrent = layers }), 4);
        RoundTrip(regressor, new ExportOptions { Stateful = true }, "regressor");
        RoundTrip(regressor, new ExportOptions { Lengths = false }, "regressor without lengths");
    }

    [TestMethod]
    public void Read_EqualWeightsThatAreStoredOnce_GoToEachParameter()
    {
        var options = new ForecasterOptions
        {
            Decoding = ForecastDecoding.Segments,
            SegmentLength = 4,
            LookBack = 8,
            Horizon = 8,
            Recurrent = new RecurrentOptions { Hidden = 4, Features = 1 },
        };
        using var original = new Forecaster(options, new([1f], [2f]));
        using (no_grad())
        {
            foreach (var parameter in original.parameters())
                nn.init.zeros_(parameter);
        }

        var file = RoundTrip(original, new ExportOptions(), "zeros");

        Assert.IsNotNull(file.Initializer("linear_bias"), "projection and answers have one bias");
        Assert.IsNull(file.Initializer("linear_bias_1"));
    }

    [TestMethod]
    public void Read_UnusualValues_KeepTheirBits()
    {
        using var original = StateBits.Shake(new SequenceRegressor(new()), 5);
        float[] unusual =
        [
            -0f,
            float.NaN,
            BitConverter.Int32BitsToSingle(0x7FC1_2345),
            float.NegativeInfinity,
            float.Epsilon,
            BitConverter.Int32BitsToSingle(0x0080_0001),
            float.MaxValue,
        ];
        using (no_grad())
        using (var values = tensor(unusual))
            original.parameters().First().flatten()[..unusual.Length].copy_(values);
        using var read = OnnxImporter.Read(Parsed(OnnxExporter.Graph(original, new ExportOptions())));
        CollectionAssert.AreEqual(StateBits.Of(original), StateBits.Of(read));
    }

    [TestMethod]
    public void Read_Model_IsInEvaluationModeAndAnswersAlike()
    {
        manual_seed(6);
        var options = new SequenceRegressorOptions
        {
            Dropout = 0.5,
            Recurrent = new() { Features = 2, Hidden = 4 },
        };
        using var original = new SequenceRegressor(options);
        var file = Parsed(OnnxExporter.Export(original).File);

        using var read = (SequenceRegressor)OnnxImporter.Read(file);

        Assert.IsFalse(read.training);
        Assert.AreEqual(options, read.Options);
        using var steps = randn(3, 5, 2);
        CollectionAssert.AreEqual(
            original.Run(steps).Values.data<float>().ToArray(),
            read.Run(steps).Values.data<float>().ToArray()
        );
    }

    [TestMethod]
    public void SizeOf_EverySample_IsItsParametersBeforeTheyAreBuilt()
    {
        foreach (var model in SampleModels.All().Concat(Forecasters()))
        {
            using var built = model;
            var listed = built switch
            {
                Forecaster forecaster => forecaster.Options.Horizon,
                SequenceDecoder decoder => decoder.Options.Steps,
                _ => 0,
            };
            Assert.AreEqual(
                built.parameters().Sum(parameter => parameter.numel()) + listed,
                ModelFactory.SizeOf(ModelFactory.SpecificationOf(built)),
                ModelFactory.SpecificationOf(built).OptionsJson
            );
        }
    }

    private static IEnumerable<nn.Module> Forecasters() =>
        SampleForecasters.All().Select(sample => new Forecaster(sample.Options, SampleForecasters.Scaler));

    private static ModelFile RoundTrip(nn.Module original, ExportOptions options, string name)
    {
        var file = Parsed(OnnxExporter.Graph(original, options));

        using var read = OnnxImporter.Read(file);

        CollectionAssert.AreEqual(StateBits.Of(original), StateBits.Of(read), name);
        Assert.AreEqual(ModelFactory.SpecificationOf(original), ModelFactory.SpecificationOf(read), name);
        CollectionAssert.AreEqual(file.ToBytes(), OnnxExporter.Graph(read, options).ToBytes(), name);
        return file;
    }

    private static ModelFile Parsed(ModelFile file) => ModelFile.Parse(file.ToBytes(), "model.onnx");
}
