using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>'hello' to 'elloh', the tutorials' first many to many: the two l have different answers, so the state must count.</summary>
[TestClass]
public sealed class HelloTests
{
    private const string Letters = "helo";

    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Fit_BuiltInCell_LearnsTheWordExactly(CellKind cell) =>
        Learns(new RecurrentOptions { Cell = cell, Hidden = 8 });

    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Fit_HandWrittenCell_LearnsTheWordExactly(CellKind cell) =>
        Learns(
            new RecurrentOptions
            {
                Cell = cell,
                Hidden = 8,
                HandWritten = true,
            }
        );

    [TestMethod]
    public void Fit_ThreeLayers_LearnTheWordExactly() =>
        Learns(
            new RecurrentOptions
            {
                Cell = CellKind.Lstm,
                Hidden = 8,
                Layers = 3,
            }
        );

    [TestMethod]
    public void Fit_Bidirectional_LearnsTheWordExactly() =>
        Learns(
            new RecurrentOptions
            {
                Cell = CellKind.Gru,
                Hidden = 8,
                Layers = 3,
                Bidirectional = true,
            }
        );

    private static void Learns(RecurrentOptions layers)
    {
        manual_seed(1);
        using var model = new SequenceTagger(
            new SequenceTaggerOptions
            {
                Recurrent = layers,
                Vocabulary = Letters.Length,
                Embedding = 4,
                Classes = Letters.Length,
            }
        );
        using var inputs = tensor(Ids("hello"), [1, 5]);
        using var targets = tensor(Ids("elloh"), [1, 5]);
        var word = new TensorBatcher(inputs, targets, 1);
        var options = new TrainerOptions
        {
            Epochs = 200,
            Patience = 200,
            LearningRate = 0.03,
            Threads = 1,
        };
        var result = new Trainer(options).Fit(SequenceObjectives.For(model), word, word);

        using var tags = model.Run(inputs).Values.argmax(2); // [1, 5]
        Assert.AreEqual("elloh", string.Concat(tags.data<long>().ToArray().Select(id => Letters[(int)id])));
        Assert.IsLessThan(0.01, result.Best.ValidationLoss);
    }

    private static long[] Ids(string word) => [.. word.Select(letter => (long)Letters.IndexOf(letter))];
}
