using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class TextGeneratorTests
{
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };
    private static readonly TextFeaturizer Characters = RandomLanguageModels.Characters;
    private static readonly SequenceModel Model = SequenceModel.From(
        RandomLanguageModels.StepFile(WithoutEnd(RandomLanguageModels.Create(Characters)), Characters),
        "step.onnx",
        Cpu
    );
    private static readonly GenerationOptions Options = new() { Length = 300, Seed = 3 };

    [ClassCleanup]
    public static void DisposeModel() => Model.Dispose();

    [TestMethod]
    public async Task GenerateAsync_Pieces_AreTheTokensOfGenerate()
    {
        using var one = new TextGenerator(Model);
        using var other = new TextGenerator(Model);
        var pieces = new List<string>();
        await foreach (var piece in one.GenerateAsync("ROMEO:", Options))
            pieces.Add(piece);

        Assert.HasCount(300, pieces);
        Assert.AreEqual(other.Generate("ROMEO:", Options), string.Concat(pieces));
        Assert.AreEqual(306, one.TokenCount);
    }

    [TestMethod]
    public async Task GenerateAsync_Cancelled_StopsAndCanGoOn()
    {
        using var generator = new TextGenerator(Model);
        using var stop = new CancellationTokenSource();
        var pieces = new List<string>();
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in generator.GenerateAsync("ROMEO:", Options, stop.Token))
            {
                pieces.Add(piece);
                if (pieces.Count == 10)
                    await stop.CancelAsync();
            }
        });
        Assert.HasCount(10, pieces);

        using var other = new TextGenerator(Model);
        Assert.AreEqual(string.Concat(pieces), other.Generate("ROMEO:", Options with { Length = 10 }));
        Assert.AreEqual(other.Generate("", Options), generator.Generate("", Options));
    }

    [TestMethod]
    public void Generate_GoingOn_ReadsThePromptBehindWhatCame()
    {
        using var generator = new TextGenerator(Model);
        var first = generator.Generate("ROMEO:", Options with { Temperature = 0, Length = 20 });
        var second = generator.Generate("JULIET:", Options with { Temperature = 0, Length = 20 });

        using var whole = new TextGenerator(Model);
        var expected = whole.Generate($"ROMEO:{first}JULIET:", Options with { Temperature = 0, Length = 20 });
        Assert.AreEqual(expected, second);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(20)]
    public void Rewind_SomeTokens_GoesOnAsIfTheyHadNotCome(int count)
    {
        using var generator = new TextGenerator(Model);
        generator.Generate("ROMEO:", Options with { Length = 20 });
        using var expected = new TextGenerator(Model);
        expected.Generate("ROMEO:", Options with { Length = 20 - count });

        generator.Rewind(count);

        Assert.AreEqual(expected.TokenCount, generator.TokenCount);
        var next = new GenerationOptions { Length = 50, Seed = 9 };
        Assert.AreEqual(expected.Generate("", next), generator.Generate("", next));
    }

    [TestMethod]
    public void Rewind_AgainAndAgain_IsExactWhereverItGoes()
    {
        using var generator = new TextGenerator(Model);
        var random = new Random(5);
        var written = "ROMEO:";
        generator.Generate(written, Options with { Length = 0 });
        for (var turn = 0; turn < 30; turn++)
        {
            var options = new GenerationOptions { Length = random.Next(60), Seed = turn };
            written += generator.Generate("", options);
            var back = random.Next(written.EnumerateRunes().Count());
            generator.Rewind(back);
            written = string.Concat(written.EnumerateRunes().SkipLast(back));
            using var expected = new TextGenerator(Model);
            expected.Generate(written, options with { Length = 0 });
            Assert.AreEqual(expected.TokenCount, generator.TokenCount);
            // Read at once or token by token, the states may differ in their last bits: what is likeliest does not.
            var greedy = new GenerationOptions { Length = 5, Temperature = 0 };
            Assert.AreEqual(expected.Generate("", greedy), generator.Generate("", greedy), $"turn {turn}");
            generator.Rewind(5);
        }
    }

    [TestMethod]
    public void Rewind_BeyondTheKeptStates_ReadsAgain()
    {
        using var generator = new TextGenerator(Model);
        var text = generator.Generate("ROMEO:", Options with { Length = 700 });
        generator.Rewind(500);
        using var expected = new TextGenerator(Model);
        var kept = string.Concat(text.EnumerateRunes().Take(200));
        var greedy = new GenerationOptions { Length = 30, Temperature = 0 };
        Assert.AreEqual(expected.Generate("ROMEO:" + kept, greedy), generator.Generate("", greedy));
    }

    [TestMethod]
    public void Rewind_MoreThanThereIs_IsRefused()
    {
        using var generator = new TextGenerator(Model);
        generator.Generate("abc", Options with { Length = 2 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Rewind(6));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Rewind(-1));
        generator.Rewind(5);
        Assert.AreEqual(0, generator.TokenCount);
    }

    [TestMethod]
    public void Generate_StopStrings_CutTheTextInFrontOfTheFirst()
    {
        using var whole = new TextGenerator(Model);
        var text = whole.Generate("ROMEO:", Options);
        for (var start = 1; start < 60; start += 7)
        for (var length = 1; length < 5; length++)
        {
            var stop = text.Substring(start, length);
            if (char.IsSurrogate(stop[0]) || char.IsSurrogate(stop[^1]))
                continue;
            using var generator = new TextGenerator(Model);
            var found = generator.Generate("ROMEO:", Options with { StopStrings = ["never", stop] });
            Assert.AreEqual(text[..text.IndexOf(stop, StringComparison.Ordinal)], found);
        }
    }

    [TestMethod]
    public void Generate_RepetitionPenalty_MakesTokensThatCameLessLikely()
    {
        using var plain = new TextGenerator(Model);
        using var penalized = new TextGenerator(Model);
        var greedy = new GenerationOptions { Length = 40, Temperature = 0 };
        var often = plain.Generate("ROMEO:", greedy).Distinct().Count();
        var rarely = penalized.Generate("ROMEO:", greedy with { RepetitionPenalty = 100 }).Distinct().Count();
        Assert.IsGreaterThan(often, rarely);
        // So large a penalty leaves no token twice while there are others of a positive logit.
        Assert.IsGreaterThan(20, rarely);
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public async Task Generate_SeveralOnOneModel_DoNotDisturbEachOther(CellKind cell)
    {
        using var model = SequenceModel.From(
            RandomLanguageModels.StepFile(RandomLanguageModels.Create(Characters, cell), Characters),
            "step",
            Cpu
        );
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Write(i))));
        CollectionAssert.AreEqual(Enumerable.Range(0, 6).Select(Write).ToArray(), together);

        string Write(int i)
        {
            using var generator = new TextGenerator(model);
            return generator.Generate($"{(char)('A' + i)}", Options with { Seed = i });
        }
    }

    [TestMethod]
    public void Generate_OptionsThatMeanNothing_AreNamed()
    {
        Expect("Option length: expected 0 or more, found -1.", Options with { Length = -1 });
        Expect(
            "Option repetition-penalty: expected a finite number above 0, found 0.",
            Options with
            {
                RepetitionPenalty = 0,
            }
        );
        Expect("Option stop: expected a text, found an empty one.", Options with { StopStrings = ["a", ""] });

        static void Expect(string message, GenerationOptions options)
        {
            using var generator = new TextGenerator(Model);
            var error = Assert.ThrowsExactly<InvalidInputException>(() => generator.Generate("a", options));
            Assert.AreEqual(message, error.Message);
        }
    }

    [TestMethod]
    public void Create_OtherFiles_SaysWhatWasExpected()
    {
        using var forecaster = SequenceModel.From(RandomForecasters.Create(), "births.onnx", Cpu);
        var none = Assert.ThrowsExactly<InvalidInputException>(() => new TextGenerator(forecaster));
        Assert.AreEqual(
            "Model 'births.onnx': expected a language model whose card says how texts become tokens, found none.",
            none.Message
        );

        var file = RandomForecasters.Create().WithCard(Model.Card! with { Task = ModelCard.ForecastTask });
        using var stateless = SequenceModel.From(file, "births.onnx", Cpu);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new TextGenerator(stateless));
        StringAssert.StartsWith(
            error.Message,
            "Model 'births.onnx': expected a language model with states, ids and h_in to logits and h_out, found series: "
        );

        var small = Model.File.WithCard(Model.Card! with { Vocabulary = Vocabulary.Special });
        using var other = SequenceModel.From(small, "small.onnx", Cpu);
        var sizes = Assert.ThrowsExactly<InvalidInputException>(() => new TextGenerator(other));
        Assert.AreEqual(
            $"Model 'small.onnx': expected a vocabulary of {Characters.Vocabulary.Count} tokens, as there are logits, found 4.",
            sizes.Message
        );
    }

    // The end of a text is written as a line break, but no text is read as it: without it, what was written can be read again.
    private static GeneratorWeights WithoutEnd(GeneratorWeights weights)
    {
        float[] bias = [.. weights.HeadBias];
        bias[Vocabulary.End] = -1000;
        return weights with { HeadBias = bias };
    }
}
