using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

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
}
