using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Translation;

[TestClass]
public sealed class Seq2SeqTests
{
    private static readonly Seq2SeqOptions Small = new()
    {
        Recurrent = new RecurrentOptions
        {
            Cell = CellKind.Gru,
            Hidden = 4,
            Bidirectional = true,
        },
        SourceVocabulary = 9,
        TargetVocabulary = 7,
        Embedding = 5,
        Dropout = 0,
    };

    public static IEnumerable<(AttentionKind Kind, bool Feeding, CellKind Cell)> Ways =>
        from kind in Enum.GetValues<AttentionKind>()
        from feeding in (bool[])[false, true]
        from cell in (CellKind[])[CellKind.Gru, CellKind.Lstm]
        select (kind, feeding, cell);

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public void Run_PaddedRows_AnswerAsEachAlone(AttentionKind kind, bool feeding, CellKind cell)
    {
        using var model = Create(kind, feeding, cell);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        long[] lengths = [2, 5, 1];
        var source = randint(4, 9, [3, 5], ScalarType.Int64); // what stands behind a row's end does not count
        var target = randint(3, 7, [3, 4], ScalarType.Int64);

        var together = model.Run(source, tensor(lengths), target); // [N, T, V]

        Assert.AreSequenceEqual([3L, 4, 7], together.shape);
        for (var row = 0; row < 3; row++)
        {
            var own = source.narrow(0, row, 1).narrow(1, 0, lengths[row]);
            var alone = model.Run(own, null, target.narrow(0, row, 1));
            Assert.IsLessThan(1e-6f, (alone[0] - together[row]).abs().max().item<float>(), $"row {row}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public void Decode_StepByStep_AnswersAsAtOnce(AttentionKind kind, bool feeding, CellKind cell)
    {
        using var model = Create(kind, feeding, cell);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var source = model.Encode(randint(4, 9, [2, 5], ScalarType.Int64));
        var target = randint(3, 7, [2, 4], ScalarType.Int64);

        var atOnce = model.Decode(target, source, DecoderState.First(source)).Logits; // [N, T, V]

        var state = DecoderState.First(source);
        for (var t = 0; t < 4; t++)
        {
            var step = model.Decode(target.narrow(1, t, 1), source, state);
            state = step.State;
            var difference = (step.Logits.select(1, 0) - atOnce.select(1, t)).abs().max().item<float>();
            Assert.IsLessThan(1e-6f, difference, $"step {t}");
        }
    }

    [TestMethod]
    [DataRow(AttentionKind.Additive)]
    [DataRow(AttentionKind.Dot)]
    [DataRow(AttentionKind.General)]
    public void Decode_PaddedSources_AttentionSumsTo1AndIs0OnPadding(AttentionKind kind)
    {
        using var model = Create(kind, feeding: false, CellKind.Lstm);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var source = model.Encode(randint(4, 9, [2, 5], ScalarType.Int64), tensor(new long[] { 3, 5 }));

        var weights = model
            .Decode(randint(3, 7, [2, 4], ScalarType.Int64), source, DecoderState.First(source))
            .Attention!; // [N, T, S]

        Assert.IsLessThan(1e-6f, (weights.sum([2L]) - 1).abs().max().item<float>());
        Assert.AreEqual(0f, weights[0].narrow(1, 3, 2).abs().max().item<float>());
        Assert.IsGreaterThan(0f, weights[1].min().item<float>());
    }

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public void Describe_AllKinds_CountsTheParametersThatThereAre(AttentionKind kind, bool feeding, CellKind cell)
    {
        using var model = Create(kind, feeding, cell);

        Assert.AreEqual(model.parameters().Sum(parameter => parameter.numel()), model.Describe().Parameters);
    }

    [TestMethod]
    public void Create_BadOptions_SayWhich()
    {
        Refused(Small with { SourceVocabulary = 1 }, "Option source-vocabulary: expected 2 or more, found 1.");
        Refused(
            Small with
            {
                Attention = AttentionKind.Dot,
                DecoderHidden = 5,
            },
            "Option decoder-hidden: expected 8, the width of the encoder, for dot attention, found 5."
        );
        Refused(
            Small with
            {
                AttentionalSize = 6,
            },
            "Option attentional-size: expected 5 as the embedding, since the weights are tied, found 6."
        );
        Refused(
            Small with
            {
                Recurrent = Small.Recurrent with { LearnedInitialState = true },
            },
            "Option learned-initial-state: expected no for a translator, whose decoder begins with what the encoder read, found yes."
        );
    }

    [TestMethod]
    public void Run_IdsOfNoVocabulary_SaysWhich()
    {
        using var model = new Seq2Seq(Small);
        using var scope = NewDisposeScope();
        var target = full([1, 1], 2L, ScalarType.Int64);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            model.Run(full([1, 2], 9L, ScalarType.Int64), null, target)
        );

        Assert.AreEqual("Input source of Seq2Seq: expected ids from 0 to 8, found 9.", error.Message);
    }

    private static Seq2Seq Create(AttentionKind kind, bool feeding, CellKind cell)
    {
        manual_seed(1);
        var model = new Seq2Seq(
            Small with
            {
                Attention = kind,
                InputFeeding = feeding,
                Recurrent = Small.Recurrent with { Cell = cell, Layers = 2 },
                TiedWeights = kind != AttentionKind.General,
            }
        );
        model.eval();
        return model;
    }

    private static void Refused(Seq2SeqOptions options, string message) =>
        Assert.AreEqual(
            message,
            Assert.ThrowsExactly<InvalidInputException>(() => new Seq2Seq(options).Dispose()).Message
        );
}
