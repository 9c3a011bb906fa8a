using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Streaming;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using static Rnn.Onnx.Pipelines.Tests.StreamRows;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class StatefulEngineTests : IDisposable
{
    private const int Devices = 40;
    private const int Steps = 12;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    public void Predict_StepsOfInterleavedKeys_EqualTheWholeAtEveryStep(CellKind cell)
    {
        var path = Save(folder, cell: cell);
        using var engine = Engine(path);
        using var model = SequenceModel.Load(path);
        for (var step = 0; step < Steps; step++)
        for (var device = 0; device < Devices; device++)
        {
            var stream = Stream(device, Steps);
            var found = engine.Predict(Step(device, stream, step)).Prediction;
            AreClose(Whole(model, stream[..((step + 1) * Features)]), found, $"device {device}, step {step}");
        }
        Assert.AreEqual(Devices, engine.Count);
        Assert.AreEqual(0, engine.EvictedCount);
    }

    [TestMethod]
    public void Predict_SeveralStepsInARow_AreAsOneByOne()
    {
        var path = Save(folder);
        using var engine = Engine(path);
        using var model = SequenceModel.Load(path);
        var stream = Stream(0, Steps);
        engine.Predict(Step(0, stream, 0, count: 5));
        engine.Predict(Step(0, stream, 5));
        var last = engine.Predict(Step(0, stream, 6, count: Steps - 6)).Prediction;
        AreClose(Whole(model, stream), last, "5, 1 and 6 steps");
    }

    [TestMethod]
    public void Predict_Tagger_AnswersEveryStepOfTheRow()
    {
        var path = Save(folder, "tagger with numbers", CellKind.Gru);
        using var engine = new MLContext().Sequences().CreateStatefulEngine<Reading, Probabilities>(path, ByDevice);
        using var model = SequenceModel.Load(path);
        var stream = Stream(0, Steps);
        float[] found =
        [
            .. engine.Predict(Step(0, stream, 0, count: 7)).Values,
            .. engine.Predict(Step(0, stream, 7, count: Steps - 7)).Values,
        ];
        AreClose(Whole(model, stream, "probabilities"), found, "7 and 5 steps");
    }

    [TestMethod]
    public void Predict_LearnedInitialStates_AreThoseOfTheFirstStep()
    {
        TorchSharp.torch.manual_seed(5);
        using var module = new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = SampleModels.Layers with { Cell = CellKind.Lstm, LearnedInitialState = true },
            }
        );
        foreach (var (name, parameter) in module.named_parameters().Where(p => p.name.Contains("initial")))
            module.load_state_dict(new() { [name] = TorchSharp.torch.rand_like(parameter) }, strict: false);
        OnnxExporter.Export(module, new ExportOptions { Stateful = true }).File.Save(folder["stateful.onnx"]);
        var withinTheGraph = OnnxExporter.Export(module).File;
        using var model = SequenceModel.From(withinTheGraph, "whole");
        using var engine = Engine(folder["stateful.onnx"]);

        var stream = Stream(0, 4);
        float[] found = [];
        for (var step = 0; step < 4; step++)
            found = engine.Predict(Step(0, stream, step)).Prediction;

        AreClose(model.Run(NamedTensor.Of("series", stream, 1, 4, Features))[0].Floats, found, "learned");
    }

    [TestMethod]
    public void Predict_EightThreads_GiveTheValuesOfOne()
    {
        var path = Save(folder);
        using var alone = Engine(path);
        using var shared = Engine(path);
        var expected = new float[Devices][][];
        for (var device = 0; device < Devices; device++)
            expected[device] = Run(alone, device);

        // Each thread begins with another device, so that all devices are in use at once; of one device, one thread.
        var found = new float[Devices][][];
        var threads = Enumerable
            .Range(0, 8)
            .Select(thread => new Thread(() =>
            {
                for (var device = thread; device < Devices; device += 8)
                    found[device] = Run(shared, device);
            }))
            .ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();

        for (var device = 0; device < Devices; device++)
        for (var step = 0; step < Steps; step++)
            CollectionAssert.AreEqual(expected[device][step], found[device][step], $"device {device}, step {step}");
    }

    [TestMethod]
    public void Predict_OneKeyFromManyThreads_LosesNoStep()
    {
        // The answer after n equal steps does not depend on who brought them.
        var path = Save(folder);
        using var engine = Engine(path);
        using var model = SequenceModel.Load(path);
        var step = Stream(0, 1);
        Parallel.For(0, 63, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => engine.Predict(Step(0, step, 0)));
        var last = engine.Predict(Step(0, step, 0)).Prediction;
        AreClose(Whole(model, [.. Enumerable.Repeat(step, 64).SelectMany(s => s)]), last, "64 steps");
    }

    [TestMethod]
    public void Predict_MoreKeysThanRoom_ForgetsTheLongestUnused()
    {
        var path = Save(folder);
        using var engine = Engine(path, ByDevice with { Capacity = 3 });
        using var model = SequenceModel.Load(path);
        var stream = Stream(0, 2);
        foreach (var device in new[] { 0, 1, 2, 0, 3 })
            engine.Predict(Step(device, stream, 0));

        Assert.AreEqual(3, engine.Count);
        Assert.AreEqual(1, engine.EvictedCount);
        Assert.IsFalse(engine.Contains(Name(1)), "Used the longest ago.");
        var anew = engine.Predict(Step(1, stream, 1)).Prediction;
        AreClose(Whole(model, stream[Features..]), anew, "a forgotten key");
        Assert.IsFalse(engine.Contains(Name(2)));
    }

    [TestMethod]
    public void Reset_Key_BeginsAnewAndLeavesOthersAlone()
    {
        var path = Save(folder);
        using var engine = Engine(path);
        using var model = SequenceModel.Load(path);
        var stream = Stream(0, 2);
        engine.Predict(Step(0, stream, 0));
        engine.Predict(Step(1, stream, 0));

        Assert.IsTrue(engine.Reset(Name(0)));
        Assert.IsFalse(engine.Reset(Name(0)));
        Assert.IsFalse(engine.Contains(Name(0)));
        AreClose(Whole(model, stream[Features..]), engine.Predict(Step(0, stream, 1)).Prediction, "reset");
        AreClose(Whole(model, stream), engine.Predict(Step(1, stream, 1)).Prediction, "left alone");
    }

    [TestMethod]
    public void Predict_RefusedRow_LeavesTheStatesAsTheyWere()
    {
        var path = Save(folder);
        using var engine = Engine(path);
        using var model = SequenceModel.Load(path);
        var stream = Stream(0, 2);
        engine.Predict(Step(0, stream, 0));
        Assert.ThrowsExactly<InvalidInputException>(() =>
            engine.Predict(new Reading { Device = Name(0), Series = [1, 2] })
        );
        AreClose(Whole(model, stream), engine.Predict(Step(0, stream, 1)).Prediction, "after a refusal");
    }

    [TestMethod]
    public void Predict_WholeNumbersAsKeys_AreTakenToo()
    {
        var path = Save(folder);
        var ml = new MLContext();
        using var engine = ml.Sequences()
            .CreateStatefulEngine<Numbered, Answer>(path, new StatefulEngineOptions { KeyColumn = "customer" });
        engine.Predict(new Numbered { Customer = 7, Series = Stream(0, 1) });
        Assert.IsTrue(engine.Contains(7));
        Assert.IsTrue(engine.Contains(7L));
        var error = Assert.ThrowsExactly<ArgumentException>(() => engine.Contains("7"));
        StringAssert.StartsWith(
            error.Message,
            "Expected a key that is a whole number, as in the input class, found 7."
        );
    }

    [TestMethod]
    public void Predict_NoKeyOrALongOne_SaysSo()
    {
        using var engine = Engine(Save(folder));
        Refused(
            "Column 'Device': expected a key of at most 1024 characters, found none (null).",
            () => engine.Predict(new Reading { Series = Stream(0, 1) })
        );
        Refused(
            "Column 'Device': expected a key of at most 1024 characters, found one of 1025.",
            () => engine.Predict(new Reading { Device = new string('x', 1025), Series = Stream(0, 1) })
        );
    }

    [TestMethod]
    public void CreateStatefulEngine_WrongFileOrKey_SaysWhat()
    {
        RandomForecasters.Create(features: Features).Save(folder["plain.onnx"]);
        Refused(
            "expected a model that was exported with its states, h_in to h_out, found series: Float",
            () => Engine(folder["plain.onnx"])
        );
        var path = Save(folder);
        Refused(
            "Option key-column: expected a member of Reading, one of Device, series, found Customer.",
            () => Engine(path, new StatefulEngineOptions { KeyColumn = "Customer" })
        );
        Refused(
            "Option key-column: expected the member series of Reading to be a string, long or int, found Single[].",
            () => Engine(path, new StatefulEngineOptions { KeyColumn = "series" })
        );
        Refused("Option capacity: expected 1 or more, found 0.", () => Engine(path, ByDevice with { Capacity = 0 }));
    }

    private static float[][] Run(StatefulPredictionEngine<Reading, Answer> engine, int device)
    {
        var stream = Stream(device, Steps);
        return [.. Enumerable.Range(0, Steps).Select(step => engine.Predict(Step(device, stream, step)).Prediction)];
    }

    private static void Refused(string sentence, Action action) =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(action).Message, sentence);

    private sealed class Probabilities
    {
        [ColumnName("probabilities")]
        public float[] Values { get; set; } = [];
    }

    private sealed class Numbered
    {
        [ColumnName("customer")]
        public int Customer { get; set; }

        [ColumnName("series"), VectorType(Features)]
        public float[] Series { get; set; } = [];
    }
}
