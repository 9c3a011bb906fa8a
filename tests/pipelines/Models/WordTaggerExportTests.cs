using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>A tagger's file: words in, tags out, in ONNX Runtime and in ML.NET.</summary>
[TestClass]
public sealed class WordTaggerExportTests
{
    [TestMethod]
    public void Demand_EveryCell_IsReproducedByOnnxRuntime()
    {
        foreach (var cell in Enum.GetValues<CellKind>())
        foreach (var crf in new[] { false, true })
        {
            using var model = SampleWordTaggers.Create(crf, cell);
            var exported = OnnxExporter.Export(model);

            Assert.IsEmpty(exported.File.Check(), $"{cell}, {crf}");
            Assert.AreEqual(20, exported.File.Opset);
            var report = VerifiedExport.Demand(exported);
            Assert.IsGreaterThan(0, report.LargestAbsolute, $"{cell}, {crf}: nothing was compared.");
        }
    }

    [TestMethod]
    public void Export_Tagger_HasTheInputsAndOutputsOfThePage()
    {
        using var model = SampleWordTaggers.Create(crf: true);

        var exported = OnnxExporter.Export(model);

        Assert.AreEqual("tokens: String [batch, time]", string.Join("; ", exported.File.Inputs));
        Assert.AreEqual(
            "tags: String [batch, time]; probabilities: Float [batch, time, 3]",
            string.Join("; ", exported.File.Outputs)
        );
        Assert.IsEmpty(exported.File.OptionalInputs);
        Assert.IsTrue(exported.Inputs.Concat(exported.Outputs).All(tensor => tensor.Meaning.Length > 0));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_RowsOfABatch_AnswerAsEachAlone(bool crf)
    {
        using var model = SampleWordTaggers.Create(crf);
        using var runtime = Load(model);
        string[][] rows =
        [
            ["The", "cat", "sat"],
            [],
            ["THE", "unheard-of", "", "😀", "dog"],
            [new string('x', 100_000)],
            ["İstanbul", "e\u0301"],
        ];
        var time = rows.Max(row => row.Length);
        string[] padded = [.. rows.SelectMany(row => row.Concat(Enumerable.Repeat("", time - row.Length)))];

        var together = runtime.Run(NamedTensor.Of("tokens", padded, rows.Length, time));

        for (var row = 0; row < rows.Length; row++)
        {
            var alone = runtime.Run(NamedTensor.Of("tokens", rows[row], 1, rows[row].Length));
            var count = rows[row].Length;
            Assert.AreSequenceEqual(alone[0].Strings, together[0].Strings[(row * time)..(row * time + count)]);
            Assert.IsTrue(alone[0].Strings.All(tag => tag.Length > 0), "Every word has a tag.");
            Assert.IsTrue(together[0].Strings[(row * time + count)..((row + 1) * time)].All(tag => tag.Length == 0));
            for (var i = 0; i < alone[1].Floats.Length; i++)
                Assert.AreEqual(alone[1].Floats[i], together[1].Floats[row * time * 3 + i], 1e-6f, $"row {row}");
            Assert.IsTrue(
                together[1].Floats[((row * time + count) * 3)..((row + 1) * time * 3)].All(share => share == 0)
            );
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_NoWords_HasNoTags(bool crf)
    {
        using var model = SampleWordTaggers.Create(crf);
        using var runtime = Load(model);

        var none = runtime.Run(NamedTensor.Of("tokens", (string[])[], 2, 0));
        var empty = runtime.Run(NamedTensor.Of("tokens", (string[])["", ""], 1, 2));

        Assert.AreSequenceEqual([2L, 0], none[0].Shape);
        Assert.AreSequenceEqual([2L, 0, 3], none[1].Shape);
        Assert.AreSequenceEqual(["", ""], empty[0].Strings);
        Assert.IsTrue(empty[1].Floats.All(share => share == 0));
    }

    [TestMethod]
    public void Run_WithACrf_AnswersTheBestPathAndTheMarginals()
    {
        using var model = SampleWordTaggers.Create(crf: true);
        using var plain = SampleWordTaggers.Create(crf: false);
        var weights = model.Crf!.Weights;
        plain.load_state_dict(
            model.state_dict().Where(entry => !entry.Key.StartsWith("crf", StringComparison.Ordinal)).ToDictionary()
        );
        string[] words = ["The", "dog", "barks", "at", "The", "cat"];
        using var withCrf = Load(model);
        using var without = Load(plain);

        var answers = withCrf.Run(NamedTensor.Of("tokens", words, 1, words.Length));

        // The logarithms of the softmax differ from the emissions by a number a step, which changes neither.
        var emissions = Array.ConvertAll(
            without.Run(NamedTensor.Of("tokens", words, 1, words.Length))[1].Floats,
            MathF.Log
        );
        var best = LinearChain.Best(weights, emissions).Select(tag => SampleWordTaggers.Labels[tag]);
        Assert.AreSequenceEqual(best, answers[0].Strings);
        var marginals = LinearChain.Marginals(weights, emissions);
        for (var i = 0; i < marginals.Length; i++)
            Assert.AreEqual(marginals[i], answers[1].Floats[i], 1e-5f);
    }

    [TestMethod]
    public void OnnxImporter_TaggersFile_GivesTheSameModel()
    {
        using var model = SampleWordTaggers.Create(crf: true);
        var exported = OnnxExporter.Export(model);

        using var again = (WordTagger)OnnxImporter.Read(exported.File);

        Assert.AreEqual(ModelFactory.SpecificationOf(model), ModelFactory.SpecificationOf(again));
        Assert.AreSequenceEqual(exported.File.ToBytes(), OnnxExporter.Export(again).File.ToBytes());
    }

    [TestMethod]
    public void Export_OptionsOfOtherModels_AreRefused()
    {
        using var model = SampleWordTaggers.Create(crf: false);

        Refused("Option stateful: expected", new ExportOptions { Stateful = true });
        Refused("Option lengths: expected", new ExportOptions { Lengths = true });
        Refused("Option opset: expected 20 or more", new ExportOptions { Opset = 17 });

        void Refused(string sentence, ExportOptions options)
        {
            var e = Assert.ThrowsExactly<InvalidInputException>(() => OnnxExporter.Export(model, options));
            Assert.StartsWith(sentence, e.Message);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Transform_ColumnOfWords_GivesWhatTheModelGives(bool crf)
    {
        using var model = SampleWordTaggers.Create(crf);
        using var folder = new TemporaryFolder();
        var path = folder["tagger.onnx"];
        OnnxExporter.Export(model).File.Save(path);
        using var runtime = SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu });
        var ml = new MLContext(seed: 1);
        Sentence[] rows =
        [
            new() { Tokens = ["The", "cat", "sat"] },
            new() { Tokens = ["dog"] },
            new() { Tokens = ["THE", "unheard-of", "😀"] },
        ];
        var view = ml.Data.LoadFromEnumerable(rows);
        using var stock = ml.Transforms.ApplyOnnxModel(path).Fit(view);
        using var ours = ml.Transforms.ScoreSequences(path).Fit(view);

        foreach (var scored in new[] { stock.Transform(view), ours.Transform(view) })
        {
            var found = ml.Data.CreateEnumerable<Tagged>(scored, reuseRowObject: false).ToArray();
            for (var row = 0; row < rows.Length; row++)
            {
                var words = rows[row].Tokens;
                var expected = runtime.Run(NamedTensor.Of("tokens", words, 1, words.Length));
                Assert.AreSequenceEqual(expected[0].Strings, found[row].Tags);
                for (var i = 0; i < expected[1].Floats.Length; i++)
                    Assert.AreEqual(expected[1].Floats[i], found[row].Probabilities[i], 1e-6f);
            }
        }
    }

    private static SequenceModel Load(WordTagger model) =>
        SequenceModel.From(OnnxExporter.Export(model).File, "tagger", new SessionSettings { Device = Device.Cpu });

    private sealed class Sentence
    {
        [ColumnName("tokens")]
        public string[] Tokens { get; set; } = [];
    }

    private sealed class Tagged
    {
        [ColumnName("tags")]
        public string[] Tags { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }
}
