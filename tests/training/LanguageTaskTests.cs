using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;
using Rnn.Onnx.Training.Tests.Toys;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Training of language models: carried state, dropout of whole rows, checkpoints.</summary>
[TestClass]
public sealed class LanguageTaskTests : IDisposable
{
    private static readonly TrainerOptions Quick = new()
    {
        Epochs = 4,
        BatchSize = 4,
        Threads = 1,
        LearningRate = 0.01,
        Optimizer = new() { Kind = OptimizerKind.AdamW, WeightDecay = 0.01 },
        Schedule = new() { Kind = ScheduleKind.Cosine, WarmupSteps = 5 },
    };

    private static readonly LanguageModelOptions Model = new()
    {
        Recurrent = new RecurrentOptions
        {
            Hidden = 8,
            Layers = 2,
            Dropout = 0.2,
        },
        Embedding = 6,
        Dropout = 0.2,
        EmbeddingDropout = 0.1,
        VariationalDropout = true,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Train_StoppedAndResumed_EndsWithTheSameBits()
    {
        var (whole, expected) = Train(Quick);
        var kept = Quick with { Checkpoint = new() { Folder = folder.Path } };
        using var cancel = new CancellationTokenSource();
        var stopped = Assert.ThrowsExactly<TrainingStoppedException>(() =>
            Train(kept, new StopAt(epoch: 3, cancel), cancel.Token)
        );
        Assert.Contains("checkpoint of epoch 2", stopped.Message);

        var (resumed, found) = Train(kept with { Checkpoint = kept.Checkpoint with { Resume = true } });
        CollectionAssert.AreEqual(ToyRun.Figures(expected.History), ToyRun.Figures(found.History));
        CollectionAssert.AreEqual(whole, resumed);
    }

    [TestMethod]
    public void Train_SameSeed_WritesTheSameSamples()
    {
        var first = Train(Quick).Result.History;
        var second = Train(Quick).Result.History;
        CollectionAssert.AreEqual(Samples(first), Samples(second));
        foreach (var sample in Samples(first))
            Assert.AreEqual(LanguageSamples.Length, sample!.Length, "Characters, one a token.");
        Assert.AreNotEqual(first[0].Sample, first[^1].Sample, "The model has changed.");
    }

    [TestMethod]
    public void Train_Samples_DoNotChangeTheTraining()
    {
        // Of so many epochs the fourth has a sample here and none there.
        var some = Train(Quick with { Epochs = 24, Patience = 1000, Schedule = new() }).Result.History;
        var all = Train(Quick with { Epochs = 8, Patience = 1000, Schedule = new() }).Result.History;
        Assert.IsNotNull(all[4].Sample);
        Assert.IsNull(some[4].Sample);
        CollectionAssert.AreEqual(ToyRun.Figures(all), ToyRun.Figures(some.Take(8)));
    }

    [TestMethod]
    public void Train_Resumed_KeepsTheSamplesInTheFolder()
    {
        var expected = Train(Quick).Result.History;
        var kept = Quick with { Checkpoint = new() { Folder = folder.Path } };
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsExactly<TrainingStoppedException>(() => Train(kept, new StopAt(epoch: 3, cancel), cancel.Token));
        var found = Train(kept with { Checkpoint = kept.Checkpoint with { Resume = true } }).Result.History;
        CollectionAssert.AreEqual(Samples(expected), Samples(found));
        var file = JsonNode.Parse(File.ReadAllText(folder["history.json"]))!.AsArray();
        CollectionAssert.AreEqual(
            Samples(expected),
            file.Select(epoch => epoch!["sample"]!.GetValue<string>()).ToArray()
        );
    }

    [TestMethod]
    [DataRow(1, "1")]
    [DataRow(3, "1 2 3")]
    [DataRow(8, "1 2 3 4 5 6 7 8")]
    [DataRow(10, "1 2 4 5 6 7 9 10")]
    [DataRow(60, "1 9 18 26 35 43 52 60")]
    public void Epochs_OfARun_AreSpreadOverIt(int epochs, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', LanguageSamples.Epochs(epochs)));

    [TestMethod]
    public void Train_ManySteps_LeaveNoTensorsBehind()
    {
        Train(Quick with { Epochs = 1 });
        Assert.AreEqual(LeftBehind(epochs: 1), LeftBehind(epochs: 10));
    }

    [TestMethod]
    public void Train_ValidationPart_IsMeasuredByItsTokens()
    {
        using var scope = NewDisposeScope();
        var split = Split(text: SampleText.Repeated(60));
        var (model, result) = LanguageTask.Train(split, Model, Quick with { Epochs = 1 }, segment: 16);
        using (model)
        using (no_grad())
        {
            // One stream: 1 segment of 500 steps and a shorter one.
            Assert.IsTrue(split.Validation.Predicted is > 500 and < 1000);
            var ids = split.Validation.Ids.ToArray();
            var logits = model.Run(tensor(ids[..^1], [1, ids.Length - 1])).Values; // [1, T, V]
            var nats = nn.functional.cross_entropy(logits[0], tensor(ids[1..])).item<float>();
            Assert.AreEqual(nats, result.Best.ValidationLoss, 1e-5);
        }
    }

    [TestMethod]
    public void Train_OneCharacterOnly_HasNothingToLearn()
    {
        var (model, result) = LanguageTask.Train(
            Split(new string('a', 400)),
            Model,
            Quick with
            {
                LearningRate = 0.1,
                Epochs = 8,
                Schedule = new(),
            },
            segment: 16
        );
        model.Dispose();
        Assert.IsLessThan(1.0, result.Best.ValidationLoss);
    }

    [TestMethod]
    public void Train_TextShorterThanItsStreams_IsRefused() =>
        Refused(
            "File 'text.txt': expected 64 tokens to train on or more, 2 for each of 32 rows of a batch, found 54.",
            () => LanguageTask.Train(Split(SampleText.Repeated(1)[..60]), Model, Quick with { BatchSize = 32 })
        );

    [TestMethod]
    public void Train_LearnedInitialState_IsRefused() =>
        Refused(
            "Option learned-initial-state: expected no for a language model, which reads a text on and on, found yes.",
            () =>
                LanguageTask.Train(
                    Split(SampleText.Repeated(5)),
                    Model with
                    {
                        Recurrent = Model.Recurrent with { LearnedInitialState = true },
                    },
                    Quick
                )
        );

    [TestMethod]
    public void Train_SegmentOfNoSteps_IsRefused() =>
        Refused(
            "Option segment: expected 1 or more, found 0.",
            () => LanguageTask.Train(Split(SampleText.Repeated(5)), Model, Quick, segment: 0)
        );

    private static (byte[] Weights, TrainingResult Result) Train(
        TrainerOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var (model, result) = LanguageTask.Train(
            Split(SampleText.Repeated(20)),
            Model,
            options,
            segment: 16,
            progress,
            cancel: cancel
        );
        using (model)
            return (ToyRun.Weights(model), result);
    }

    // No collection while it counts: what is left to the finalizer is left behind.
    private static long LeftBehind(int epochs)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.IsTrue(GC.TryStartNoGCRegion(200_000_000));
        var before = Tensor.TotalCount;
        Train(Quick with { Epochs = epochs });
        var left = Tensor.TotalCount - before;
        GC.EndNoGCRegion();
        return left;
    }

    private static string?[] Samples(IEnumerable<EpochResult> history) => [.. history.Select(epoch => epoch.Sample)];

    private static LanguageSplit Split(string text) =>
        new("text.txt", text, new TextOptions { Tokenizer = TokenizerKind.Characters });

    private static void Refused(string sentence, Action action) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<InvalidInputException>(action).Message);
}
