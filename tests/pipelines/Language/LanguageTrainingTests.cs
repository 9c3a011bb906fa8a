using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Tests.Language;

/// <summary>From a text to a measured language model.</summary>
[TestClass]
public sealed class LanguageTrainingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(TokenizerKind.Characters, CellKind.Lstm, "characters")]
    [DataRow(TokenizerKind.Words, CellKind.Gru, "tokens")]
    public void Run_RepeatedText_IsLearnedByHeart(TokenizerKind tokenizer, CellKind cell, string unit)
    {
        var options = Options(tokenizer, cell);
        var split = Split(options, SampleText.Repeated(40));
        var trained = LanguageTraining.Run(split, options);

        Assert.IsLessThan(0.05, trained.Measured.NatsPerCharacter);
        var card = trained.File.Card!;
        Assert.AreEqual(ModelCard.LanguageModelTask, card.Task);
        Assert.AreEqual("validation", card.Metrics!.Part);
        Assert.AreEqual(unit, card.Metrics.Unit);
        Assert.AreEqual(split.Validation.Ids.Length - 1, card.Metrics.Windows);
        Assert.AreEqual(trained.Measured.Perplexity, card.Metrics.Model["perplexity"]);
        Assert.IsLessThan(
            card.Metrics.Naive["frequencies"]["natsPerCharacter"],
            card.Metrics.Model["natsPerCharacter"]
        );
        CollectionAssert.AreEqual(split.Featurizer.Vocabulary.Tokens.ToArray(), card.Vocabulary.ToArray());
        Assert.AreEqual(tokenizer, card.Text!.Tokenizer);
        Assert.AreEqual(split.Training.Ids.Length, card.TrainingData!.TrainingRows);
        var epochs = trained.Training.History;
        var history = card.History!;
        Assert.HasCount(epochs.Count, history);
        Assert.AreEqual(trained.Training.Best.Epoch, history.Single(epoch => epoch.Kept).Epoch);
        foreach (var (told, was) in history.Zip(epochs))
        {
            Assert.AreEqual(was.Epoch, told.Epoch);
            Assert.AreEqual(was.TrainingLoss, told.TrainingLoss, 1e-5 * was.TrainingLoss);
            Assert.AreEqual(was.ValidationLoss, told.ValidationLoss, 1e-5 * was.ValidationLoss);
            Assert.AreEqual(was.LargestGradientNorm, told.LargestGradientNorm, 1e-5 * was.LargestGradientNorm);
            Assert.AreEqual(was.Metrics["perplexity"], told.Metrics!["perplexity"], 1e-5 * was.Metrics["perplexity"]);
            Assert.AreEqual(was.Sample, told.Sample);
        }
        Assert.Contains(history[^1].Sample!.Split('\n')[1].Trim(), SampleText.Repeated(2), "It knows the text.");
        CollectionAssert.IsSubsetOf(
            new[] { "ids", "h_in", "logits", "h_out" },
            card.Inputs.Concat(card.Outputs).Select(tensor => tensor.Name).ToArray()
        );
    }

    [TestMethod]
    public void Export_OfItsCheckpoint_IsTheSameFileButForTheMetrics()
    {
        var options = Options(TokenizerKind.Characters, CellKind.Lstm) with { TestShare = 0.1 };
        options = options with
        {
            Training = options.Training with
            {
                Epochs = 1,
                Checkpoint = new CheckpointOptions { Folder = folder["run"] },
            },
        };
        var trained = LanguageTraining.Run(Split(options, SampleText.Repeated(10)), options);
        Assert.AreEqual("test", trained.Card.Metrics!.Part);

        var (_, file, _) = CheckpointExport.Run(Checkpoint.Open(folder["run"]));
        CollectionAssert.AreEqual(
            trained.File.WithCard(trained.Card with { Metrics = null }).ToBytes(),
            file.ToBytes()
        );
    }

    [TestMethod]
    [DataRow(TokenizerKind.Characters)]
    [DataRow(TokenizerKind.Words)]
    public void Measure_ExportedFile_GivesTheModulesPerplexityWhateverThePieces(TokenizerKind tokenizer)
    {
        using var model = Model(tokenizer, out var featurizer, tied: true);
        var text = LanguageText.Read("the wind says 😀 hello,\nthe sea all\n" + SampleText.Repeated(2), featurizer);
        using var runtime = SequenceModel.From(Export(model, featurizer), "model");

        var whole = LanguageEvaluation.Measure(runtime, text, segment: 1000);
        Assert.AreEqual(Math.Exp(ModuleNats(model, text)), whole.Perplexity, 1e-5 * whole.Perplexity);
        foreach (var segment in new[] { 1, 7, 50 })
            Assert.AreEqual(whole.Nats, LanguageEvaluation.Measure(runtime, text, segment).Nats, 1e-6 * whole.Nats);
        Assert.IsGreaterThan(0, whole.Unknown);
        Assert.AreEqual(text.Predicted, whole.Tokens);
    }

    [TestMethod]
    public void Measure_TextByTheCard_ReadsItAsInTraining()
    {
        using var model = Model(TokenizerKind.Words, out var featurizer);
        using var runtime = SequenceModel.From(Export(model, featurizer), "model");
        const string Text = "The SEA says\nnothing";
        Assert.AreEqual(
            LanguageEvaluation.Measure(runtime, LanguageText.Read(Text, featurizer)),
            LanguageEvaluation.Measure(runtime, Text)
        );
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("wind")]
    public void Measure_NothingToPredict_IsRefused(string text)
    {
        using var model = Model(TokenizerKind.Words, out var featurizer);
        using var runtime = SequenceModel.From(Export(model, featurizer), "model");
        Refused(
            $"The text: expected 2 tokens or more, the second to be predicted from the first, found {(text.Length == 0 ? 0 : 1)}.",
            () => LanguageEvaluation.Measure(runtime, text)
        );
    }

    [TestMethod]
    public void Measure_OtherModels_AreRefused()
    {
        using var model = Model(TokenizerKind.Words, out var featurizer);
        var text = LanguageText.Read("the sea", featurizer);
        using var stateless = SequenceModel.From(OnnxExporter.Export(model).File, "model");
        Refused(
            "Model 'LanguageModel': expected a language model with states (inputs ids and h_in, output logits), found inputs ids.",
            () => LanguageEvaluation.Measure(stateless, text)
        );
        Refused(
            "Model 'LanguageModel': expected a language model with tokenizer and vocabulary in its card, found none.",
            () => LanguageEvaluation.Measure(stateless, "the sea")
        );
        using var runtime = SequenceModel.From(Export(model, featurizer), "model");
        var other = text with { Ids = new long[] { 4, 5, 99 } };
        Refused(
            $"Model 'LanguageModel': expected ids from 0 to {featurizer.Vocabulary.Count - 1}, found 99.",
            () => LanguageEvaluation.Measure(runtime, other)
        );
    }

    private static LanguageTrainingOptions Options(TokenizerKind tokenizer, CellKind cell) =>
        new()
        {
            Text = new TextOptions { Tokenizer = tokenizer },
            Model = new LanguageModelOptions
            {
                Recurrent = new RecurrentOptions { Cell = cell, Hidden = 32 },
                Embedding = 32,
                TiedWeights = true,
                VariationalDropout = true,
                Dropout = 0.05,
            },
            Training = new TrainerOptions
            {
                Epochs = 30,
                BatchSize = 4,
                LearningRate = 0.02,
                Threads = 1,
            },
            Segment = 20,
        };

    private LanguageSplit Split(LanguageTrainingOptions options, string text)
    {
        var path = folder["text.txt"];
        File.WriteAllText(path, text);
        return options.Split(path, TextFile.ReadAll(path));
    }

    private static LanguageModel Model(TokenizerKind tokenizer, out TextFeaturizer featurizer, bool tied = false)
    {
        featurizer = LanguageText.Fit(
            SampleText.Repeated(1),
            new TextOptions { Tokenizer = tokenizer, LowerCase = true }
        );
        manual_seed(5);
        return new LanguageModel(
            new LanguageModelOptions
            {
                Vocabulary = featurizer.Vocabulary.Count,
                Embedding = 6,
                TiedWeights = tied,
                Recurrent = new RecurrentOptions { Hidden = 6, Layers = 2 },
            }
        );
    }

    private static ModelFile Export(LanguageModel model, TextFeaturizer featurizer)
    {
        var exported = OnnxExporter.Export(model, new ExportOptions { Stateful = true });
        var parity = VerifiedExport.Demand(exported);
        var card = SequenceCard.Write("a language model", model, exported, parity, new TrainerOptions()) with
        {
            Text = CardText.Of(featurizer.Options),
            Vocabulary = featurizer.Vocabulary.Tokens,
        };
        return exported.File.WithCard(card);
    }

    private static double ModuleNats(LanguageModel model, LanguageText text)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var ids = text.Ids.ToArray();
        var logits = model.Run(tensor(ids[..^1], [1, ids.Length - 1])).Values; // [1, T, V]
        return nn.functional.cross_entropy(logits[0].to(ScalarType.Float64), tensor(ids[1..])).item<double>();
    }

    private static void Refused(string sentence, Action action) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<InvalidInputException>(action).Message);
}
