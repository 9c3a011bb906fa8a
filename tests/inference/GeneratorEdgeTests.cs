using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>What a generator's graph answers at the edges: the same as C#, or what is said where C# refuses.</summary>
[TestClass]
public sealed class GeneratorEdgeTests
{
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };
    private static readonly TextFeaturizer Characters = RandomLanguageModels.Characters;
    private static readonly GeneratorWeights Weights = RandomLanguageModels.Create(Characters);
    private static readonly SequenceModel Graph = Load(RandomLanguageModels.GeneratorFile(Weights, Characters));
    private static readonly SequenceModel Step = Load(RandomLanguageModels.StepFile(Weights, Characters));

    [ClassCleanup]
    public static void DisposeModels()
    {
        Graph.Dispose();
        Step.Dispose();
    }

    [TestMethod]
    public void Run_RowsOfABatch_AreWhatEachIsAlone()
    {
        string[] prompts = ["ROMEO:", "", "a", "🙂🙂", "é", "To be, or not to be", "ROMEO:", "é\u0301x", "\n"];
        long[] seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        foreach (var temperature in new[] { 0, 0.9f })
        {
            var options = new GenerationOptions { Length = 200, Temperature = temperature };

            var together = Run(Graph, options, seeds, prompts);

            for (var row = 0; row < prompts.Length; row++)
                Assert.AreEqual(Write(prompts[row], options with { Seed = seeds[row] }), together[row], prompts[row]);
        }
    }

    [TestMethod]
    public void Run_OneSeedForAllRows_IsTheSeedOfEach()
    {
        var options = new GenerationOptions { Length = 50, Seed = 11 };
        var found = Run(Graph, options, [11], ["ROMEO:", "JULIET:", "ROMEO:"]);
        Assert.AreEqual(found[0], found[2]);
        Assert.AreEqual(Write("JULIET:", options), found[1]);
    }

    [TestMethod]
    public void Run_WithoutOptionalInputs_TakesTheDefaults()
    {
        var defaults = new GeneratorOptions
        {
            Length = 30,
            Temperature = 0.7f,
            TopK = 9,
            TopP = 0.8f,
            Seed = -5,
        };
        using var graph = Load(RandomLanguageModels.GeneratorFile(Weights, Characters, defaults));

        var found = Texts(graph.Run(NamedTensor.Of("prompt", ["ROMEO:", "A"], 2, 1)));

        var options = new GenerationOptions
        {
            Length = 30,
            Temperature = 0.7f,
            TopK = 9,
            TopP = 0.8f,
            Seed = -5,
        };
        Assert.AreEqual(Write("ROMEO:", options), found[0]);
        Assert.AreEqual(Write("A", options), found[1]);
    }

    [TestMethod]
    [DataRow(0L, 0)]
    [DataRow(-7L, 0)]
    [DataRow(1L, 1)]
    public void Run_Length_IsSoManyTokens(long length, int expected)
    {
        var found = Run(Graph, length, temperature: 0.8f, topP: 1, "ROMEO:", "");
        foreach (var text in found)
            Assert.AreEqual(expected, text.EnumerateRunes().Count());
        if (length >= 0)
            Assert.AreEqual(
                Write("ROMEO:", new GenerationOptions { Length = (int)length, Temperature = 0.8f }),
                found[0]
            );
    }

    [TestMethod]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.NegativeInfinity)]
    public void Run_SenselessTemperature_IsGreedyAndRefusedInCSharp(float temperature)
    {
        var greedy = Run(Graph, 60, temperature: 0, topP: 1, "ROMEO:");
        CollectionAssert.AreEqual(greedy, Run(Graph, 60, temperature, topP: 1, "ROMEO:"));
        Expect("temperature", new GenerationOptions { Temperature = temperature });
    }

    [TestMethod]
    public void Run_TinyTemperature_IsGreedy()
    {
        var greedy = Run(Graph, 60, temperature: 0, topP: 1, "ROMEO:");
        CollectionAssert.AreEqual(greedy, Run(Graph, 60, float.Epsilon, topP: 1, "ROMEO:"));
        Assert.AreEqual(greedy[0], Write("ROMEO:", new GenerationOptions { Length = 60, Temperature = float.Epsilon }));
    }

    [TestMethod]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.MaxValue)]
    public void Run_HugeTemperature_DrawsEveryTokenAlike(float temperature)
    {
        var text = Run(Graph, 4000, temperature, topP: 1, "ROMEO:")[0];
        var counts = text.EnumerateRunes().GroupBy(rune => rune).Select(group => group.Count()).ToArray();
        // 65 tokens that are drawn 62 times each: a standard deviation of 8. The end of a text is a second line break.
        Assert.HasCount(Characters.Vocabulary.Count - Sampler.FirstId - 1, counts);
        Assert.IsTrue(counts.All(count => count is > 25 and < 180), string.Join(" ", counts));
        if (float.IsFinite(temperature))
            Assert.AreEqual(text, Write("ROMEO:", new GenerationOptions { Length = 4000, Temperature = temperature }));
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    public void Run_NoShare_KeepsTheBestToken(float topP)
    {
        var greedy = Run(Graph, 60, temperature: 0, topP: 1, "ROMEO:");
        CollectionAssert.AreEqual(greedy, Run(Graph, 60, temperature: 1, topP, "ROMEO:"));
        if (float.IsNaN(topP))
            Expect("top-p", new GenerationOptions { TopP = topP });
    }

    [TestMethod]
    public void Run_EmptyPrompt_StandsForALineBreak()
    {
        foreach (var temperature in new[] { 0, 1f })
        {
            var found = Run(Graph, 100, temperature, topP: 1, "", "\n", "é");
            Assert.AreEqual(found[1], found[0]);
            Assert.AreEqual(found[1], found[2], "a single unknown character");
        }
    }

    [TestMethod]
    public void Run_VocabularyWithoutLineBreak_BeginsWithAnUnknownToken()
    {
        var text = new TextFeaturizer(
            new TextOptions { Tokenizer = TokenizerKind.Characters },
            new Vocabulary([.. Vocabulary.Special, "a", "b"])
        );
        var weights = RandomLanguageModels.Create(text);
        using var graph = Load(RandomLanguageModels.GeneratorFile(weights, text));
        using var step = Load(RandomLanguageModels.StepFile(weights, text));
        using var generator = new TextGenerator(step);
        var options = new GenerationOptions { Length = 100 };

        var expected = generator.Generate("", options);

        CollectionAssert.AreEqual(new[] { expected, expected }, Run(graph, options, [0], ["", "x"]));
    }

    [TestMethod]
    public void Run_Words_HaveBlanksBetweenThemAndNoneAtLineBreaks()
    {
        var words = RandomLanguageModels.Words;
        var weights = RandomLanguageModels.Create(words);
        using var graph = Load(RandomLanguageModels.GeneratorFile(weights, words));
        using var step = Load(RandomLanguageModels.StepFile(weights, words));
        string[] prompts = ["Hello, sea", "", "  ", "unknown words", "unknown"];
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var options = new GenerationOptions { Length = 40, Seed = seed };

            var found = Run(graph, options, [seed], prompts);

            for (var row = 0; row < prompts.Length; row++)
            {
                using var generator = new TextGenerator(step);
                Assert.AreEqual(generator.Generate(prompts[row], options), found[row]);
                Assert.DoesNotContain(" \n", found[row]);
                Assert.DoesNotContain("\n ", found[row]);
                Assert.DoesNotContain("  ", found[row]);
                Assert.DoesNotContain("<", found[row]);
            }
            Assert.AreEqual(found[1], found[2]);
            Assert.AreEqual(found[1], found[4]);
        }
    }

    [TestMethod]
    public void Run_LogitsThatAreEqual_TakeTheFirst()
    {
        var flat = Weights with
        {
            HeadWeight = new float[Weights.HeadWeight!.Length],
            HeadBias = new float[Weights.HeadBias.Length],
        };
        using var graph = Load(RandomLanguageModels.GeneratorFile(flat, Characters));
        using var step = Load(RandomLanguageModels.StepFile(flat, Characters));
        using var generator = new TextGenerator(step);
        var options = new GenerationOptions
        {
            Length = 5,
            TopK = 3,
            Seed = 1,
        };

        Assert.AreEqual("\n\n\n\n\n", Run(graph, options with { Temperature = 0 }, [1], ["a"])[0]);
        var found = Run(graph, options with { Length = 200 }, [1], ["a"])[0];
        CollectionAssert.AreEquivalent(new[] { '\n', ' ' }, found.Distinct().ToArray()); // the end, the line break, the blank
        Assert.AreEqual(generator.Generate("a", options with { Length = 200 }), found);
    }

    private static void Expect(string option, GenerationOptions options)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Write("a", options));
        StringAssert.StartsWith(error.Message, $"Option {option}: expected a ");
    }

    private static string Write(string prompt, GenerationOptions options)
    {
        using var generator = new TextGenerator(Step);
        return generator.Generate(prompt, options);
    }

    private static SequenceModel Load(ModelFile file) => SequenceModel.From(file, "random", Cpu);

    private static string[] Texts(IReadOnlyList<NamedTensor> outputs) => (string[])outputs.Single().Data;

    private static string[] Run(
        SequenceModel graph,
        long length,
        float temperature,
        float topP,
        params string[] prompts
    ) =>
        Texts(
            graph.Run(
                NamedTensor.Of("prompt", prompts, prompts.Length, 1),
                NamedTensor.Of("length", [length], 1),
                NamedTensor.Of("temperature", [temperature], 1),
                NamedTensor.Of("top_p", [topP], 1)
            )
        );

    private static string[] Run(SequenceModel graph, GenerationOptions options, long[] seeds, string[] prompts) =>
        Texts(
            graph.Run(
                NamedTensor.Of("prompt", prompts, prompts.Length, 1),
                NamedTensor.Of("length", [(long)options.Length], 1),
                NamedTensor.Of("temperature", [options.Temperature], 1),
                NamedTensor.Of("top_k", [options.TopK], 1),
                NamedTensor.Of("top_p", [options.TopP], 1),
                NamedTensor.Of("seed", seeds, seeds.Length)
            )
        );
}
