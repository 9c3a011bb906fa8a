using System.Globalization;
using System.Text.Json;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>
/// Two hundred sentences by a trained model: whichever files, runtime and batch translate them, the translations are the same.
/// </summary>
[TestClass]
public sealed class TranslatorCompanyTests
{
    private static readonly string[] German =
    [
        "ein",
        "zwei",
        "drei",
        "hund",
        "katze",
        "läuft",
        "schläft",
        "und",
        "nicht",
    ];
    private static readonly string[] English = ["one", "two", "three", "dog", "cat", "runs", "sleeps", "and", "not"];
    private static readonly int[] Batches = [1, 7, 64];
    private static readonly int[] BeamSizes = [1, 5];

    private static readonly TemporaryFolder Folder = new();
    private static readonly string[] Texts = Sentences(200, seed: 9);
    private static TranslatorFiles? steps;

    [ClassInitialize]
    public static void Train(TestContext context)
    {
        var sources = Sentences(600, seed: 1);
        var pairs = new ParallelTexts("sentences.de", "sentences.en", sources, [.. sources.Select(Translated)]);
        var options = new TranslationTrainingOptions
        {
            Model = new Seq2SeqOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Hidden = 24,
                    Bidirectional = true,
                },
                Embedding = 16,
                Dropout = 0,
            },
            Vocabulary = new VocabularyOptions { MinimumFrequency = 2 },
            Training = new TrainerOptions
            {
                Epochs = 6,
                BatchSize = 16,
                LearningRate = 0.01,
                Threads = 1,
            },
            Export = new TranslatorOptions { RequiredInputs = true },
        };
        var trained = TranslationTraining.Run(TranslationSetup.Of(pairs, options));
        trained.File.Save(Folder["translator.onnx"]);
        trained.Files.Save(Folder.Path);
        steps = trained.Files;
    }

    [ClassCleanup]
    public static void Clean() => Folder.Dispose();

    [TestMethod]
    public void Translate_InCSharp_DependsOnNoCompany()
    {
        using var whole = SequenceModel.Load(Folder["translator.onnx"]);
        using var pair = Translator.Load(Folder.Path);
        foreach (var beam in BeamSizes)
        {
            var way = new DecodingOptions { BeamSize = beam };
            var expected = Translations.Of(whole, Texts, way, batchSize: 1);
            Assert.IsGreaterThan(50, expected.Select(one => one.Text).Distinct().Count());
            foreach (var batch in Batches)
            {
                AreEqual(expected, Translations.Of(whole, Texts, way, batch), $"one file, beam {beam}, batch {batch}");
                AreEqual(expected, pair.Translate(Texts, way, batch), $"two files, beam {beam}, batch {batch}");
            }
        }
    }

    [TestMethod]
    public async Task Translate_OneFileInNode_GivesTheSame()
    {
        using var whole = SequenceModel.Load(Folder["translator.onnx"]);
        foreach (var beam in BeamSizes)
        {
            var expected = Translations.Of(whole, Texts, new DecodingOptions { BeamSize = beam }, batchSize: 1);
            foreach (var batch in Batches)
            {
                var found = await NodeRuntime.RunAsync(
                    Folder["translator.onnx"],
                    [.. Texts.Chunk(batch).Select(texts => Inputs(texts, beam))]
                );
                var texts = found.SelectMany(outputs => outputs.Single(o => o.Name == "translation").Strings);
                var scores = found.SelectMany(outputs => outputs.Single(o => o.Name == "score").Floats);
                AreEqual(
                    expected,
                    [.. texts.Zip(scores, (text, score) => new TranslatedText(text, score))],
                    $"beam {beam}, batch {batch}"
                );
            }
        }
    }

    [TestMethod]
    public async Task Translate_TwoFilesInNode_GivesTheSame()
    {
        using var pair = Translator.Load(Folder.Path);
        var way = new DecodingOptions { BeamSize = 1, ReplaceUnknown = false };
        var card = steps!.Encoder.Card!;
        var (source, target) = (TextFeaturizer.Of(card)!, new Vocabulary(card.Target!.Vocabulary));
        var sources = Texts.Where(text => TextFeaturizer.Tokens(text, source.Options).Count > 0).ToArray();
        var expected = pair.Translate(sources, way, batchSize: 1);
        foreach (var batch in Batches)
        {
            var found = await TranslateInNode([.. sources.Select(source.Ids)], way, batch);
            Assert.HasCount(expected.Count, found);
            for (var i = 0; i < found.Length; i++)
            {
                var what = $"'{sources[i]}', batch {batch}";
                Assert.AreSequenceEqual(expected[i].Tokens!, found[i].Tokens.Select(id => target.Tokens[id]), what);
                var penalty = Math.Pow((5.0 + found[i].Produced) / 6, way.LengthPenalty);
                Assert.AreEqual(expected[i].Score, found[i].Score / penalty, 1e-4, what);
            }
        }
    }

    private static async Task<NodeAnswer[]> TranslateInNode(long[][] ids, DecodingOptions way, int batch)
    {
        var modules = NodeRuntime.Modules();
        var request = new
        {
            encoder = Folder["encoder_model.onnx"],
            decoder = Folder["decoder_model.onnx"],
            never = new[] { Vocabulary.Padding, Vocabulary.Begin, Vocabulary.Unknown },
            end = Vocabulary.End,
            batches = ids.Select(row => new
                {
                    ids = row,
                    limit = (long)(way.MaximumRatio * row.Length) + DecodingOptions.SpareTokens,
                })
                .Chunk(batch),
        };
        var answer = await ForeignProcess.RunAsync(
            "node",
            [Path.Combine(Repository.Root, "tests/interop/node/translate-steps.js"), modules],
            JsonSerializer.Serialize(request)
        );
        return JsonSerializer.Deserialize<NodeAnswer[]>(answer, JsonSerializerOptions.Web)!;
    }

    private static NamedTensor[] Inputs(string[] texts, long beam)
    {
        var way = new DecodingOptions();
        return
        [
            NamedTensor.Of("text", texts, texts.Length, 1),
            NamedTensor.Of("beam_size", [beam], 1),
            NamedTensor.Of("length_penalty", [way.LengthPenalty], 1),
            NamedTensor.Of("coverage_penalty", [way.CoveragePenalty], 1),
            NamedTensor.Of("max_length", [way.MaximumLength], 1),
            NamedTensor.Of("max_ratio", [way.MaximumRatio], 1),
        ];
    }

    private static void AreEqual(
        IReadOnlyList<TranslatedText> expected,
        IReadOnlyList<TranslatedText> found,
        string what
    )
    {
        Assert.HasCount(expected.Count, found);
        for (var i = 0; i < found.Count; i++)
        {
            Assert.AreEqual(expected[i].Text, found[i].Text, $"{what}, '{Texts[i]}'");
            Assert.AreEqual(expected[i].Score, found[i].Score, 1e-4f, $"{what}, '{Texts[i]}'");
        }
    }

    // Some are empty, some have words that the model has never seen.
    private static string[] Sentences(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    i % 40 == 39
                        ? ""
                        : string.Join(' ', Enumerable.Range(0, random.Next(1, 15)).Select(_ => Word(random)))
                ),
        ];
    }

    private static string Word(Random random) =>
        random.Next(12) == 0
            ? random.Next(10_000).ToString(CultureInfo.InvariantCulture)
            : German[random.Next(German.Length)];

    // Word by word, "nicht" in front of what it follows.
    private static string Translated(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
        {
            if (words[i] == "nicht")
                (words[i - 1], words[i]) = (words[i], words[i - 1]);
        }
        return string.Join(
            ' ',
            words.Select(word => Array.IndexOf(German, word) is >= 0 and var i ? English[i] : word)
        );
    }

    private sealed record NodeAnswer(int[] Tokens, double Score, int Produced);
}
