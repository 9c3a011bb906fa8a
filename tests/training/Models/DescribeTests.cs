using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class DescribeTests
{
    [TestMethod]
    public void Describe_Forecaster_IsATableWithTheSum()
    {
        using var model = new Forecaster(
            new ForecasterOptions
            {
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
        Assert.AreEqual(
            """
            Forecaster
            layer    kind                output      parameters
            input                        [N, T, 2]
            stack.0  GRU, bidirectional  [N, T, 10]         270
            stack.1  GRU, bidirectional  [N, T, 10]         510
            head     linear              [N, 4]              44
            total                                           824
            """,
            model.Describe().ToString()
        );
        Assert.AreEqual(model.parameters().Sum(p => p.numel()), model.Describe().Parameters);
    }

    [TestMethod]
    public void Describe_EveryModel_CountsEveryParameterOnce()
    {
        foreach (var model in SampleModels.All())
        {
            using var owned = model;
            var described = ((IDescribed)model).Describe();
            Assert.AreEqual(model.parameters().Sum(p => p.numel()), described.Parameters, described.ToString());
        }
    }

    [TestMethod]
    public void Describe_AttentionClassifierOfIds_IsATable()
    {
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Vocabulary = 1000,
                Embedding = 16,
                Recurrent = new RecurrentOptions { Hidden = 20, LearnedInitialState = true },
                Pooling = Pooling.Attention,
                Classes = 3,
            }
        );
        Assert.AreEqual(
            """
            SequenceClassifier
            layer          kind           output              parameters
            input                         [N, T] of 1000 ids
            embedding      embedding      [N, T, 16]              16,000
            stack.initial  learned state  [N, 1, 20]                  40
            stack.0        LSTM           [N, T, 20]               3,040
            pool           attention      [N, 20]                    840
            head           linear         [N, 3]                      63
            total                                                 19,983
            """,
            model.Describe().ToString()
        );
    }

    // 4 and 3 gates of 256 units, each with 100 + 256 weights and two biases.
    [TestMethod]
    [DataRow(CellKind.Lstm, 366_592L)]
    [DataRow(CellKind.Gru, 274_944L)]
    public void Describe_HundredInputsAndTwoHundredFiftySixUnits_CountsAsTheBuiltInCells(CellKind cell, long parameters)
    {
        var layers = new RecurrentOptions
        {
            Cell = cell,
            Features = 100,
            Hidden = 256,
        };
        using var model = new SequenceTagger(new SequenceTaggerOptions { Recurrent = layers });
        using torch.nn.Module builtIn =
            cell == CellKind.Lstm ? torch.nn.LSTMCell(100, 256) : torch.nn.GRUCell(100, 256);
        Assert.AreEqual(parameters, model.Describe().Layers[0].Parameters);
        Assert.AreEqual(parameters, builtIn.parameters().Sum(p => p.numel()));
        // A GRU has three quarters of an LSTM's.
        Assert.AreEqual(366_592L * cell.GateCount() / 4, parameters);
    }
}
