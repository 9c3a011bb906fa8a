using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>What a translator answers at the edges.</summary>
[TestClass]
public sealed class TranslatorEdgeTests
{
    private static readonly Seq2SeqWeights Weights = RandomTranslators.Create(new TranslatorForm { Seed = 5 });

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Run_NothingButTextsWithoutTokens_GivesEmptyTranslations(int beam)
    {
        using var run = new TranslatorRun(Weights, new TranslatorOptions { Attention = true });

        var found = run.Run(["", "  "], new DecodingOptions { BeamSize = beam });

        CollectionAssert.AreEqual(new[] { "", "" }, found["translation"].Strings);
        CollectionAssert.AreEqual(new[] { 0f, 0 }, found["score"].Floats);
        CollectionAssert.AreEqual(new long[] { 2, 0, 1 }, found["attention"].Shape);
        CollectionAssert.AreEqual(new long[] { 2, 0 }, found["target_tokens"].Shape);
        CollectionAssert.AreEqual(new[] { "", "" }, found["source_tokens"].Strings);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Run_EndNeverProduced_StopsAtTheLimit(int beam)
    {
        var weights = RandomTranslators.Create(new TranslatorForm { EndBias = -1000 });
        using var run = new TranslatorRun(weights, new TranslatorOptions { Attention = true });
        string[] texts = ["hund", "der hund und die katze", string.Join(' ', Enumerable.Repeat("katze hund", 500))];

        run.AreEqual(texts[..2], new DecodingOptions { BeamSize = beam });
        var found = run.Run(
            texts,
            new DecodingOptions
            {
                BeamSize = beam,
                MaximumLength = 50,
                MaximumRatio = 1,
            }
        );

        var tokens = found["target_tokens"];
        CollectionAssert.AreEqual(new long[] { 3, 50 }, tokens.Shape);
        int[] lengths = [.. tokens.Strings.Chunk(50).Select(row => row.Count(token => token.Length > 0))];
        CollectionAssert.AreEqual(new[] { 6, 10, 50 }, lengths);
        CollectionAssert.AreEqual(new long[] { 3, 50, 1000 }, found["attention"].Shape);
        foreach (var (row, shares) in found["attention"].Floats.Chunk(1000).Index())
            Assert.AreEqual(row % 50 < lengths[row / 50] ? 1 : 0, shares.Sum(), 1e-5);
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(-3L)]
    [DataRow(1L)]
    public void Run_LessThanTwoLanes_IsGreedy(long lanes)
    {
        using var run = new TranslatorRun(Weights, new TranslatorOptions());
        var expected = run.Run(RandomTranslators.Texts, new DecodingOptions { BeamSize = 1 });
        var found = run.Run(RandomTranslators.Texts, new DecodingOptions { BeamSize = lanes });
        CollectionAssert.AreEqual(expected["translation"].Strings, found["translation"].Strings);
    }

    [TestMethod]
    [DataRow(0L, 2f)]
    [DataRow(-1L, 2f)]
    [DataRow(1L, float.PositiveInfinity)]
    [DataRow(200L, float.NaN)]
    [DataRow(200L, -100f)]
    public void Run_SenselessLimits_GiveOneToken(long length, float ratio)
    {
        var weights = RandomTranslators.Create(new TranslatorForm { EndBias = -1000 });
        using var run = new TranslatorRun(weights, new TranslatorOptions { Attention = true });
        foreach (var beam in new[] { 1, 2 })
        {
            var decoding = new DecodingOptions
            {
                BeamSize = beam,
                MaximumLength = length,
                MaximumRatio = ratio,
            };
            Assert.AreEqual(1, run.Run(["der hund", "", "katze"], decoding)["target_tokens"].Shape[1]);
        }
    }

    [TestMethod]
    public void Run_TargetOfSpecialTokensAlone_GivesEmptyTranslations()
    {
        var target = new TextFeaturizer(new TextOptions(), new Vocabulary(Vocabulary.Special));
        var weights = RandomTranslators.Create(new TranslatorForm(), RandomTranslators.Source.Vocabulary.Count, 4);
        var options = new TranslatorOptions
        {
            Decoding = new() { ReplaceUnknown = false, Best = 2 },
        };
        var graph = TranslatorGraph.Create(weights, RandomTranslators.Source, target, options);
        using var model = SequenceModel.From(graph.Build(), "empty", new SessionSettings { Device = Device.Cpu });

        foreach (var lanes in new[] { 1L, 3, 9 })
        {
            var found = model.Run(NamedTensor.Of("text", ["der hund"], 1, 1), NamedTensor.Of("beam_size", [lanes], 1));

            CollectionAssert.AreEqual(new[] { "", "" }, found[0].Strings);
            CollectionAssert.AreEqual(new[] { 0, float.NegativeInfinity }, found[1].Floats);
        }
    }

    [TestMethod]
    public void Run_BeamAsWideAsTheSpace_FindsTheBestOfAll()
    {
        const int Longest = 4;
        var target = new TextFeaturizer(new TextOptions(), new Vocabulary([.. Vocabulary.Special, "a", "b", "c"]));
        for (var seed = 0; seed < 20; seed++)
        {
            var form = new TranslatorForm { Seed = seed, InputFeeding = true };
            var weights = RandomTranslators.Create(form, RandomTranslators.Source.Vocabulary.Count, 7);
            var options = new TranslatorOptions { Decoding = new() { ReplaceUnknown = false } };
            var graph = TranslatorGraph.Create(weights, RandomTranslators.Source, target, options);
            using var model = SequenceModel.From(graph.Build(), "toy", new SessionSettings { Device = Device.Cpu });

            var found = model.Run(
                NamedTensor.Of("text", ["der hund schläft"], 1, 1),
                NamedTensor.Of("beam_size", [200L], 1),
                NamedTensor.Of("max_length", [(long)Longest], 1)
            );

            var (text, score) = BestOfAll(weights, "der hund schläft", Longest);
            Assert.AreEqual(text, found[0].Strings[0], $"seed {seed}");
            Assert.AreEqual(score, found[1].Floats[0], 1e-4, $"seed {seed}");
        }
    }

    // Every translation there is, one by one.
    private static (string Text, double Score) BestOfAll(Seq2SeqWeights weights, string text, int longest)
    {
        var plain = new PlainSeq2Seq(weights);
        var (outputs, first) = plain.Encode(RandomTranslators.Source.Ids(text));
        var best = ("", double.NegativeInfinity);
        Follow([], 0, first);
        return best;

        void Follow(int[] ids, double sum, PlainState state)
        {
            if (ids is [.., 3] || ids.Length == longest)
            {
                var score = sum / ((5 + ids.Length) / 6.0);
                if (score > best.Item2)
                    best = (string.Join(' ', ids.Where(id => id > 3).Select(id => (char)('a' + id - 4))), score);
                return;
            }
            var (logits, _, next) = plain.Step(outputs, ids.Length == 0 ? 2 : ids[^1], state);
            logits[0] = logits[1] = logits[2] = double.NegativeInfinity;
            var chances = PlainSeq2Seq.Softmax(logits);
            for (var id = 3; id < logits.Length; id++)
                Follow([.. ids, id], sum + Math.Log(chances[id]), next);
        }
    }
}
