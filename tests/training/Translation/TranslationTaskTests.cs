using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Translation;

[TestClass]
public sealed class TranslationTaskTests
{
    private static readonly TrainerOptions Training = new()
    {
        Epochs = 2,
        BatchSize = 8,
        LearningRate = 0.01,
        Threads = 1,
    };

    [TestMethod]
    public void Train_TheSameSeed_GivesTheSameBits()
    {
        var (first, second) = (Train(new TranslationLoss()), Train(new TranslationLoss()));

        Assert.AreEqual(first[^1].ValidationLoss, second[^1].ValidationLoss);
        Assert.AreEqual(first[^1].Metrics["bleu"], second[^1].Metrics["bleu"]);
    }

    [TestMethod]
    public void Train_SomeEpochs_LowersTheLossAndMeasuresBleu()
    {
        var history = Train(new TranslationLoss());

        Assert.IsLessThan(history[0].ValidationLoss, history[^1].ValidationLoss);
        Assert.IsTrue(history[^1].Metrics["bleu"] is >= 0 and <= 100);
        Assert.AreEqual(Math.Exp(history[^1].ValidationLoss), history[^1].Metrics["perplexity"]);
    }

    [TestMethod]
    [DataRow(TeacherForcingKind.Constant)]
    [DataRow(TeacherForcingKind.Linear)]
    [DataRow(TeacherForcingKind.InverseSigmoid)]
    public void Train_OwnTokensRead_LearnsOtherwiseAndTheSameEachTime(TeacherForcingKind kind)
    {
        var loss = new TranslationLoss
        {
            TeacherForcing = new TeacherForcing
            {
                Kind = kind,
                Share = 0.8,
                FinalShare = 0.2,
                Decay = 10,
            },
        };

        var (forced, first, second) = (Train(new TranslationLoss()), Train(loss), Train(loss));

        Assert.AreNotEqual(forced[^1].TrainingLoss, first[^1].TrainingLoss);
        Assert.AreEqual(first[^1].ValidationLoss, second[^1].ValidationLoss);
    }

    [TestMethod]
    public void Loss_PaddingOfABatch_DoesNotCount()
    {
        using var model = Model();
        model.eval();
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var objective = TranslationObjective.Of(model, new TranslationLoss());
        var shorter = Batch(
            [
                [4, 5, 6],
            ],
            [
                [4, 3],
            ]
        );
        var longer = Batch(
            [
                [4, 5],
            ],
            [
                [5, 4, 6, 3],
            ]
        );
        var both = Batch(
            [
                [4, 5, 6],
                [4, 5],
            ],
            [
                [4, 3],
                [5, 4, 6, 3],
            ]
        );

        var apart = 2 * objective.Loss(shorter).item<float>() + 4 * objective.Loss(longer).item<float>();

        Assert.AreEqual(6.0, objective.Weight(both));
        Assert.AreEqual(apart / 6, objective.Loss(both).item<float>(), 1e-6f);
    }

    [TestMethod]
    public void Loss_LabelSmoothing_CountsWhileTrainingOnly()
    {
        using var model = new Seq2Seq(
            ReversedWords.Model with
            {
                SourceVocabulary = 9,
                TargetVocabulary = 8,
                Dropout = 0,
            }
        );
        using var scope = NewDisposeScope();
        var batch = Batch(
            [
                [4, 5, 6],
            ],
            [
                [4, 7, 3],
            ]
        );
        var smooth = TranslationObjective.Of(model, new TranslationLoss { LabelSmoothing = 0.3 });
        var plain = TranslationObjective.Of(model, new TranslationLoss { LabelSmoothing = 0 });

        model.train();
        Assert.AreNotEqual(plain.Loss(batch).item<float>(), smooth.Loss(batch).item<float>());
        model.eval();
        Assert.AreEqual(plain.Loss(batch).item<float>(), smooth.Loss(batch).item<float>());
    }

    [TestMethod]
    public void Train_NoTargetWordOftenEnough_SaysSo()
    {
        var pairs = ReversedWords.Pairs(20, 1);
        var source = ReversedWords.Featurizer(pairs.Source);
        var empty = new TextFeaturizer(source.Options, new Vocabulary(Vocabulary.Special));

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            TranslationTask.Train(pairs, pairs, source, empty, ReversedWords.Model, Training)
        );

        Assert.AreEqual("File 'reversed': expected words to learn, found none that came often enough.", error.Message);
    }

    private static IReadOnlyList<EpochResult> Train(TranslationLoss loss)
    {
        var (training, validation) = (ReversedWords.Pairs(64, 1), ReversedWords.Pairs(16, 2));
        var (source, target) = (ReversedWords.Featurizer(training.Source), ReversedWords.Featurizer(training.Target));
        var (model, result) = TranslationTask.Train(
            training,
            validation,
            source,
            target,
            ReversedWords.Model,
            Training with
            {
                Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine },
            },
            loss
        );
        model.Dispose();
        return result.History;
    }

    private static Seq2Seq Model() => new(ReversedWords.Model with { SourceVocabulary = 9, TargetVocabulary = 8 });

    private static SequenceBatch Batch(long[][] sources, long[][] targets) =>
        new TranslationRows(sources, targets).Batches(sources.Length).Batches(0).Single();
}
