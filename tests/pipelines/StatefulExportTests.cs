using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class StatefulExportTests
{
    private const int Steps = 7;

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Of_ClassifierOfSequences_GivesStepByStepWhatTheWholeGives(CellKind cell)
    {
        var whole = Classifier(cell, Pooling.Last, bidirectional: false);
        var file = StatefulExport.Of(whole);
        var series = RandomForecasters.Uniform(new Random(3), Steps * 2);
        using var wholeModel = SequenceModel.From(whole, "whole", new SessionSettings { Device = Device.Cpu });
        using var model = SequenceModel.From(file, "stateful", new SessionSettings { Device = Device.Cpu });
        var expected = wholeModel.Run(NamedTensor.Of("series", series, 1, Steps, 2))[0].Floats;

        NamedTensor[] states =
        [
            .. file
                .Inputs.Where(input => input.Name is "h_in" or "c_in")
                .Select(input => NamedTensor.Of(input.Name, new float[2 * 5], 1, 2, 5)),
        ];
        float[] found = [];
        for (var step = 0; step < Steps; step++)
        {
            var answers = model.Run([NamedTensor.Of("series", series[(step * 2)..(step * 2 + 2)], 1, 1, 2), .. states]);
            found = answers[0].Floats;
            states =
            [
                .. states.Select(state =>
                    NamedTensor.Of(
                        state.Name,
                        answers.Single(answer => answer.Name == state.Name.Replace("_in", "_out")).Floats,
                        1,
                        2,
                        5
                    )
                ),
            ];
        }

        foreach (var (one, other) in expected.Zip(found))
            Assert.AreEqual(one, other, 1e-6f);
        Assert.AreEqual("machines", file.Card!.Name);
        CollectionAssert.Contains(file.Card.Inputs.Select(input => input.Name).ToArray(), "h_in");
        Assert.IsNotNull(file.Card.Parity);
    }

    [TestMethod]
    [DataRow(Pooling.Max, false, "max")]
    [DataRow(Pooling.Last, true, "bidirectional")]
    public void Of_ModelThatNeedsTheWhole_SaysWhy(Pooling pooling, bool bidirectional, string why)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            StatefulExport.Of(Classifier(CellKind.Gru, pooling, bidirectional))
        );
        StringAssert.Contains(error.Message, "Option stateful");
        StringAssert.Contains(error.Message, why);
    }

    private static ModelFile Classifier(CellKind cell, Pooling pooling, bool bidirectional)
    {
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Classes = 3,
                Labels = ["idle", "busy", "broken"],
                Pooling = pooling,
                Recurrent = new RecurrentOptions
                {
                    Cell = cell,
                    Features = 2,
                    Layers = 2,
                    Hidden = 5,
                    Bidirectional = bidirectional,
                },
            }
        );
        return OnnxExporter
            .Export(model)
            .File.WithCard(
                new ModelCard
                {
                    Task = ModelCard.ClassificationTask,
                    Name = "machines",
                    Architecture = new CardArchitecture(cell, 2, 5, 1, 0, 0),
                    Labels = ["idle", "busy", "broken"],
                }
            );
    }
}
