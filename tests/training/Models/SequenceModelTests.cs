using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class SequenceModelTests
{
    private static readonly RecurrentOptions Layers = new() { Features = 3, Hidden = 6 };

    [TestMethod]
    public void Run_EveryModel_AnswersInTheShapeItDescribes()
    {
        foreach (var model in SampleModels.All().OfType<RecurrentModel>())
        {
            using var owned = model;
            using var scope = NewDisposeScope();
            model.eval();
            var input = model.Table is null ? randn(2, 5, 3) : zeros([2, 5], ScalarType.Int64);
            var output = model.Run(input, tensor(new long[] { 5, 2 }));
            var shape = string.Join(", ", output.Values.shape.Skip(1));
            shape = output.Values.Dimensions == 3 ? $"[N, T, {shape[3..]}]" : $"[N, {shape}]";
            Assert.AreEqual(shape, model.Describe().Layers[^1].Output);
        }
    }

    [TestMethod]
    public void Run_Attention_WeightsAreSharesOfTheRowsSteps()
    {
        using var model = new SequenceRegressor(
            new SequenceRegressorOptions { Recurrent = Layers, Pooling = Pooling.Attention }
        );
        var weights = model.Run(randn(3, 4, 3), tensor(new long[] { 4, 1, 2 })).Attention!;
        for (var row = 0; row < 3; row++)
            Assert.AreEqual(1f, weights[row].sum().item<float>(), 1e-6f);
        Assert.AreEqual(1f, weights[1, 0].item<float>());
        Assert.AreEqual(0f, weights[2, 2].item<float>());
    }

    [TestMethod]
    public void Run_LanguageModelInTwoPieces_EqualsTheWhole()
    {
        using var model = new LanguageModel(
            new LanguageModelOptions { Vocabulary = 5, Recurrent = Layers with { Cell = CellKind.Lstm, Layers = 2 } }
        );
        var ids = tensor(new long[] { 0, 3, 1, 4, 4, 2 }, [1, 6]);
        var whole = model.Run(ids).Values;
        var first = model.Run(ids.narrow(1, 0, 4));
        var second = model.Run(ids.narrow(1, 4, 2), initial: first.Final);
        Assert.IsTrue(whole.allclose(cat([first.Values, second.Values], 1), atol: 1e-6));
    }

    [TestMethod]
    public void Forward_TiedLanguageModel_TrainsTheTableFromBothEnds()
    {
        using var model = new LanguageModel(
            new LanguageModelOptions
            {
                Vocabulary = 5,
                Embedding = 6,
                TiedWeights = true,
                Recurrent = Layers,
            }
        );
        Assert.IsNull(
            model.state_dict().Keys.FirstOrDefault(name => name.StartsWith("head.", StringComparison.Ordinal))
        );
        model.Run(zeros([1, 1], ScalarType.Int64)).Values.sum().backward();
        var gradient = model.Table!.weight!.grad!;
        // Only id 0 was read; the rows of the others have their gradient from the head.
        Assert.IsGreaterThan(0, gradient[4].abs().sum().item<float>());
    }

    [TestMethod]
    public void Call_Decoder_ReadsWhatItWrote()
    {
        using var decoder = new SequenceDecoder(
            new SequenceDecoderOptions
            {
                Recurrent = Layers,
                Features = 2,
                Outputs = 1,
                Steps = 3,
            }
        );
        var vector = randn(4, 2);
        var sequence = decoder.call(vector); // [4, 3, 1]
        CollectionAssert.AreEqual(new long[] { 4, 3, 1 }, sequence.shape);

        var states = decoder.Start.call(vector); // [4, 2*6]
        var state = new Training.Modules.RecurrentState(
            states.narrow(1, 0, 6).unsqueeze(1),
            states.narrow(1, 6, 6).unsqueeze(1)
        );
        var first = decoder.Stack.Run(zeros(4, 1, 1), null, state);
        var second = decoder.Stack.Run(decoder.Head.call(first.Steps), null, first.Final);
        Assert.IsTrue(sequence.select(1, 1).allclose(decoder.Head.call(second.Last), atol: 1e-6));
    }

    [TestMethod]
    public void Run_IdsThatAreNone_SaysWhatWasExpected()
    {
        using var model = new SequenceTagger(new SequenceTaggerOptions { Vocabulary = 5 });
        Refuses(tensor(new long[] { 0, 5 }, [1, 2]), "Input of SequenceTagger: expected ids from 0 to 4, found 5.");
        Refuses(tensor(new long[] { 0, -1 }, [1, 2]), "Input of SequenceTagger: expected ids from 0 to 4, found -1.");
        Refuses(zeros(1, 2), "Input of SequenceTagger: expected ids as Int64 [N, T], found Float32 [1, 2].");

        void Refuses(Tensor input, string sentence)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => model.Run(input));
            Assert.AreEqual(sentence, error.Message);
        }
    }

    [TestMethod]
    public void Validate_OptionsThatDoNotFit_SayWhy()
    {
        Refuses(
            () => new SequenceClassifierOptions { Labels = ["a", "b", "c"] }.Validate(),
            "Option labels: expected one for each of the 2 classes or none, found 3."
        );
        Refuses(
            () => new SequenceTaggerOptions { Labels = ["a", "a"] }.Validate(),
            "Option labels: expected each once, found 'a' twice."
        );
        Refuses(
            () => new SequenceTaggerOptions { Labels = ["a", ""] }.Validate(),
            "Option labels: expected a text for each class, found an empty one."
        );
        Refuses(
            () => new LanguageModelOptions { Recurrent = Layers }.Validate(),
            "Option vocabulary: expected 2 or more, found 0."
        );
        Refuses(
            () =>
                new LanguageModelOptions
                {
                    Vocabulary = 4,
                    TiedWeights = true,
                    Recurrent = Layers,
                }.Validate(),
            "Option embedding: expected 6 as the hidden units, since the weights are tied, found 32."
        );
        var both = Layers with { Bidirectional = true };
        Refuses(
            () => new LanguageModelOptions { Vocabulary = 4, Recurrent = both }.Validate(),
            "Option bidirectional: expected no for a language model, which must not see what follows, found yes."
        );
        Refuses(
            () => new SequenceDecoderOptions { Recurrent = both }.Validate(),
            "Option bidirectional: expected no for a decoder, which writes forward, found yes."
        );

        static void Refuses(Func<object> validate, string sentence)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => validate());
            Assert.AreEqual(sentence, error.Message);
        }
    }
}
