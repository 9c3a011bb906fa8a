using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class SequenceModelTests
{
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Score_RowAlone_GivesTheBitsItGivesInABatch(CellKind cell)
    {
        const int rows = 37;
        const int steps = 28;
        using var model = SequenceModel.From(RandomForecasters.Create(cell), "random", Cpu);
        var values = RandomForecasters.Uniform(new Random(3), rows * steps);
        var together = new float[rows * 3];
        model.Score(values, [rows, steps, 1], together, [rows, 3]);

        foreach (var batch in new[] { 1, 2, 5 })
        {
            for (var first = 0; first + batch <= rows; first += batch)
            {
                var alone = new float[batch * 3];
                model.Score(values.AsMemory(first * steps, batch * steps), [batch, steps, 1], alone, [batch, 3]);
                CollectionAssert.AreEqual(together[(first * 3)..((first + batch) * 3)], alone, $"batch {batch}");
            }
        }
    }

    [TestMethod]
    public void Run_SameInput_GivesWhatScoreGives()
    {
        using var model = SequenceModel.From(RandomForecasters.Create(), "random", Cpu);
        var values = RandomForecasters.Uniform(new Random(3), 2 * 5);
        var scored = new float[2 * 3];
        model.Score(values, [2, 5, 1], scored, [2, 3]);

        var output = model.Run(NamedTensor.Of("series", values, 2, 5, 1)).Single();

        Assert.AreEqual("forecast", output.Name);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, output.Shape);
        CollectionAssert.AreEqual(scored, output.Floats);
    }

    [TestMethod]
    public void Load_MissingFile_SaysSo()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => SequenceModel.Load("/nowhere/model.onnx"));
        StringAssert.Contains(error.Message, "/nowhere/model.onnx");
    }

    [TestMethod]
    public void Load_UnknownOperator_GivesOneSentence()
    {
        var graph = new Models.Graph.GraphBuilder("odd");
        var x = graph.AddInput("x", ElementType.Float, "batch", 2);
        graph.UseDomain("example.nowhere", 1);
        var y = graph.AddNode("Mystery", [x], 1, [], domain: "example.nowhere")[0];
        graph.AddOutput("y", y, ElementType.Float, "batch", 2);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            SequenceModel.From(graph.Build(), "odd.onnx", Cpu)
        );

        StringAssert.StartsWith(error.Message, "Model 'odd.onnx': ONNX Runtime can not load it: ");
        Assert.DoesNotContain("\n", error.Message);
    }

    [TestMethod]
    public void RunAndScore_NoRows_RefuseThem()
    {
        // The runtime's own answer is the end of the process.
        using var model = SequenceModel.From(RandomForecasters.Create(), "m.onnx");
        const string Sentence = "Model 'm.onnx': expected at least one row as input 'series', found none.";
        var run = Assert.ThrowsExactly<InvalidInputException>(() =>
            model.Run(NamedTensor.Of("series", Array.Empty<float>(), 0, 4, 1))
        );
        Assert.AreEqual(Sentence, run.Message);
        var score = Assert.ThrowsExactly<InvalidInputException>(() =>
            model.Score(Array.Empty<float>(), [0, 4, 1], Array.Empty<float>(), [0, 3])
        );
        Assert.AreEqual(Sentence, score.Message);
    }

    [TestMethod]
    public void Run_MissingInput_NamesItAndWhatWasGiven()
    {
        using var model = SequenceModel.From(RandomForecasters.Create(), "m.onnx", Cpu);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => model.Run(NamedTensor.Of("x", [1f], 1, 1, 1)));
        Assert.AreEqual("Model 'm.onnx': expected an input 'series', found 'x'.", error.Message);
    }

    [TestMethod]
    public void Run_WrongShape_NamesBothShapes()
    {
        using var model = SequenceModel.From(RandomForecasters.Create(features: 2), "m.onnx", Cpu);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            model.Run(NamedTensor.Of("series", new float[12], 2, 2, 3))
        );
        Assert.AreEqual(
            "Model 'm.onnx': expected input series: Float [batch, time, 2], found series: Float [2, 2, 3].",
            error.Message
        );
    }

    [TestMethod]
    public void Run_WrongType_NamesBothTypes()
    {
        using var model = SequenceModel.From(RandomForecasters.Create(), "m.onnx", Cpu);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            model.Run(NamedTensor.Of("series", new long[4], 2, 2, 1))
        );
        StringAssert.Contains(error.Message, "found series: Int64 [2, 2, 1]");
    }

    [TestMethod]
    public void From_AutomaticDeviceWithoutCuda_RunsOnTheCpu()
    {
        using var model = SequenceModel.From(RandomForecasters.Create(), "m.onnx");
        Assert.IsTrue(model.Provider is "CPU" or "CUDA");
    }

    [TestMethod]
    public void From_CudaWhereThereIsNone_SaysSo()
    {
        using (var probe = SequenceModel.From(RandomForecasters.Create(), "m.onnx"))
        {
            if (probe.Provider == "CUDA")
                Assert.Inconclusive("This machine has a CUDA device.");
        }
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            SequenceModel.From(RandomForecasters.Create(), "m.onnx", new SessionSettings { Device = Device.Cuda })
        );
        StringAssert.StartsWith(error.Message, "Option device: expected a CUDA device with number 0");
    }

    [TestMethod]
    public void From_NegativeThreads_NamesTheOption()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            SequenceModel.From(RandomForecasters.Create(), "m.onnx", new SessionSettings { Threads = -1 })
        );
        Assert.AreEqual("Option threads: expected 0 or more, found -1.", error.Message);
    }

    [TestMethod]
    public async Task Run_Stopped_EndsInTheMidstOfALoop()
    {
        var text = RandomLanguageModels.Characters;
        var file = RandomLanguageModels.GeneratorFile(RandomLanguageModels.Create(text), text);
        using var model = SequenceModel.From(file, "m.onnx", Cpu);
        NamedTensor[] Tokens(long length) =>
            [NamedTensor.Of("prompt", ["the"], 1, 1), NamedTensor.Of("length", [length], 1)];
        using var stop = new CancellationTokenSource();
        // Half a minute at least, if it were not stopped.
        var run = Task.Run(() => model.Run(Tokens(1_000_000), stop.Token));
        model.Run(Tokens(100), CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        // The model is as good as before.
        Assert.AreEqual(model.Run(Tokens(5))[0].Strings[0], model.Run(Tokens(5), CancellationToken.None)[0].Strings[0]);
    }
}
