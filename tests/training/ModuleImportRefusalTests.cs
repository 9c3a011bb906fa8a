using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Tests;

/// <summary>What can not be read back is refused in one sentence that names the file, what was expected and what was found.</summary>
[TestClass]
public sealed class ModuleImportRefusalTests
{
    [TestMethod]
    public void Read_ForeignFile_Refuses() =>
        Refuses(
            RandomForecasters.Create(),
            "expected metadata 'rnn.module', which exports of Rnn.Onnx have, found none."
        );

    [TestMethod]
    public void Read_Float16File_Refuses() =>
        Refuses(
            HalfPrecision.Convert(Sample()),
            "expected weights in float32, as they were exported, found 'rnn.0.recurrence.half' in Float16."
        );

    [TestMethod]
    public void Read_FileOf8BitWeights_Refuses() =>
        Refuses(
            Quantizer.Quantize(Sample(hidden: 8), new QuantizerOptions { MinimumElements = 64 }).File,
            "expected weights in float32, as they were exported, found 'rnn.0.recurrence.int8' in Int8."
        );

    [TestMethod]
    [DataRow("{", "expected metadata 'rnn.module' as it was written, found other JSON or none.")]
    [DataRow("[]", "expected metadata 'rnn.module' as it was written, found other JSON or none.")]
    [DataRow("{\"version\":1}", "expected metadata 'rnn.module' as it was written, found other JSON or none.")]
    [DataRow("{\"version\":2}", "expected metadata 'rnn.module' of version 1, found 2.")]
    [DataRow(
        "{\"version\":1,\"kind\":\"Transformer\",\"options\":{},\"unread\":{}}",
        "Kind of model: expected one of Forecaster, SequenceClassifier, SequenceRegressor, SequenceTagger, WordTagger, SequenceDecoder, Seq2Seq, LanguageModel, found 'Transformer'."
    )]
    [DataRow(
        "{\"version\":1,\"kind\":\"SequenceTagger\",\"options\":{\"wings\":2},\"unread\":{}}",
        "Options of SequenceTagger: expected them as they were written, found an error at $.wings."
    )]
    [DataRow(
        "{\"version\":1,\"kind\":\"SequenceTagger\",\"options\":{},\"unread\":{\"a\":\"?\"}}",
        "expected metadata 'rnn.module' as it was written, found other JSON or none."
    )]
    public void Read_OtherMetadata_SaysWhy(string json, string sentence) =>
        Refuses(Sample().WithMetadata(ModuleOrigin.MetadataKey, json), sentence);

    [TestMethod]
    [DataRow("outputs", "2000000000")]
    [DataRow("vocabulary", "2000000000")]
    [DataRow("recurrent.hidden", "2147483647")]
    [DataRow("recurrent.layers", "2147483647")]
    [DataRow("recurrent.features", "2147483647")]
    public void Read_AbsurdSizes_RefusesBeforeAnythingIsBuilt(string option, string size)
    {
        var file = With(Sample(), option, size);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuses(file, "expected options of a SequenceRegressor with at most 1000");
        Assert.IsLessThan(10_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("horizon", "2147483647")]
    [DataRow("headSize", "2147483647")]
    [DataRow("calendarSize", "2147483647")]
    [DataRow("segmentLength", "2147483647")]
    [DataRow("calendar", "[{\"fields\":[\"minuteOfHour\",\"dayOfYear\",\"dayOfYear\",\"dayOfYear\",\"dayOfYear\"]}]")]
    public void Read_AbsurdForecaster_RefusesBeforeAnythingIsBuilt(string option, string size)
    {
        var options = new ForecasterOptions
        {
            Decoding = option == "segmentLength" ? ForecastDecoding.Segments : ForecastDecoding.Recursive,
            Calendar = [new(Rnn.Onnx.Models.Series.CalendarField.WeekDay)],
            Recurrent = new() { Hidden = 3 },
            LookBack = 24,
        };
        using var model = new Forecaster(options, new([1f], [2f]));
        var file = OnnxExporter.Graph(model, new ExportOptions());
        if (option == "segmentLength")
            file = With(file, "options.lookBack", size);
        Refuses(With(file, "options." + option, size), "expected options of a Forecaster with at most 100");
    }

    [TestMethod]
    [DataRow("means", "[1,2]", "Options of Forecaster: expected a deviation for each of 2 means, found 1.")]
    [DataRow("means", "[9]", "expected 9 as element 0 of the constant 'scaler_mean', found 1.")]
    [DataRow("options.calendar", "[null]", "Option calendar: expected at least one field in a feature, found none.")]
    [DataRow("options.horizon", "3", "expected outputs: forecast: Float [batch, 3], found forecast: Float [batch, 2].")]
    [DataRow("options.decoding", "\"recursive\"", "expected nodes of 'forecaster': ")]
    public void Read_OptionsThatDoNotFit_SaysWhy(string option, string value, string sentence)
    {
        var options = new ForecasterOptions
        {
            Horizon = 2,
            Recurrent = new() { Hidden = 3 },
        };
        using var model = new Forecaster(options, new([1f], [2f]));
        Refuses(With(OnnxExporter.Graph(model, new ExportOptions()), option, value), sentence);
    }

    [TestMethod]
    [DataRow("recurrent.cell", "\"gru\"", "expected operator of node 'rnn.0': GRU, found LSTM.")]
    [DataRow("recurrent.hidden", "7", "expected constant 'rnn.0.weight': Float [1, 28, 1], found Float [1, 16, 1].")]
    [DataRow("recurrent.bias", "false", "expected inputs of node 'rnn.0': '', found 'rnn.0.bias'.")]
    [DataRow("recurrent.bidirectional", "true", "found ")]
    public void Read_OtherLayers_SaysWhichNode(string option, string value, string sentence) =>
        Refuses(With(Sample(), option, value), sentence);

    [TestMethod]
    public void Read_GraphOfAnotherModel_Refuses()
    {
        using var other = new SequenceRegressor(
            new()
            {
                Recurrent = new() { Hidden = 4, Layers = 2 },
            }
        );
        var origin = ModuleOrigin.Of(other).ToJson();
        Refuses(Sample().WithMetadata(ModuleOrigin.MetadataKey, origin), "expected ");
    }

    [TestMethod]
    public void Read_UnreadValuesOfNoParameter_Refuses()
    {
        using var model = SampleModel();
        var origin = ModuleOrigin.Of(model) with { Unread = new Dictionary<string, float[]> { ["ghost"] = [1, 2] } };
        Refuses(
            Sample().WithMetadata(ModuleOrigin.MetadataKey, origin.ToJson()),
            "expected values of parameters that no node reads, found 2 of 'ghost'."
        );
    }

    [TestMethod]
    public void Read_StatesThatAreGivenWithoutTheLearnedOnes_Refuses()
    {
        var layers = new RecurrentOptions { Hidden = 4, LearnedInitialState = true };
        using var model = new SequenceRegressor(new() { Recurrent = layers });
        var file = OnnxExporter.Graph(model, new ExportOptions { Stateful = true });
        Refuses(
            file.WithMetadata(ModuleOrigin.MetadataKey, ModuleOrigin.Of(model).ToJson()),
            "expected all 4 values of 'stack.initial_hidden', found some or none."
        );
    }

    private static SequenceRegressor SampleModel(int hidden = 4) =>
        new(new() { Recurrent = new() { Hidden = hidden } });

    private static ModelFile Sample(int hidden = 4)
    {
        using var model = StateBits.Shake(SampleModel(hidden), 1);
        return OnnxExporter.Graph(model, new ExportOptions());
    }

    private static ModelFile With(ModelFile file, string option, string json)
    {
        var origin = JsonNode.Parse(file.Metadata[ModuleOrigin.MetadataKey])!;
        var place = origin["options"]!;
        var path = option.Split('.');
        foreach (var step in path[..^1])
            place = place[step]!;
        place[path[^1]] = JsonNode.Parse(json);
        return file.WithMetadata(ModuleOrigin.MetadataKey, origin.ToJsonString());
    }

    private static void Refuses(ModelFile file, string sentence)
    {
        var parsed = ModelFile.Parse(file.ToBytes(), "model.onnx");
        var error = Assert.ThrowsExactly<InvalidInputException>(() => OnnxImporter.Read(parsed).Dispose());
        StringAssert.StartsWith(error.Message, "'model.onnx' can not be read back: ");
        StringAssert.Contains(error.Message, sentence);
    }
}
