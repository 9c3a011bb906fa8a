using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>The page's forms of the other tasks: values, words and texts are those of C#.</summary>
[TestClass]
public sealed class ServeFormsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Tagger_TypedSentence_HasTheTagsOfCSharp(bool onTheServer)
    {
        const string sentence = "The dog  paints a kindness .";
        await SmallModels.WordsAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["words.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. ServedPage.Force(onTheServer),
                new { fill = "#text", text = sentence },
                new { waitFor = $"document.querySelector('#words').dataset.of === {ServedPage.Quote(sentence)}" },
                new
                {
                    read = "[...document.querySelectorAll('#words li')].map(word => [...word.children].map(part => part.textContent))",
                    @as = "words",
                },
            ]
        );
        using var model = SequenceModel.Load(folder["words.onnx"]);
        string[] words = ["The", "dog", "paints", "a", "kindness", "."];
        var expected = words.Zip(Taggings.Of(model, [words])[0], (word, tag) => $"{word}/{tag}");
        CollectionAssert.AreEqual(
            expected.ToArray(),
            seen.Values["words"]!.AsArray().Select(word => $"{word![0]}/{word[1]}").ToArray()
        );
        ServedPage.WasComputed(seen, onTheServer ? ServedPage.Chosen : null);
    }

    [TestMethod]
    [DataRow(false, "")]
    [DataRow(true, "")]
    [DataRow(false, "1")]
    public async Task Translator_TypedText_HasTheTranslationAndAttentionOfCSharp(bool onTheServer, string beam)
    {
        const string text = "drei eins sieben acht.";
        await SmallModels.NumbersAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["de-en.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. ServedPage.Force(onTheServer),
                new { select = "#beam", value = beam },
                new { fill = "#text", text },
                new
                {
                    waitFor = $"document.querySelector('#translation').dataset.of === {ServedPage.Quote($"{beam}|{text}")}",
                },
                new { read = "document.querySelector('#translation').textContent", @as = "translation" },
                new { read = "document.querySelector('#score').textContent", @as = "score" },
                new
                {
                    read = "[...document.querySelectorAll('.heat')].map(cell => Number(cell.title.split(' ')[0]) / 100)",
                    @as = "attention",
                },
            ]
        );
        using var model = SequenceModel.Load(folder["de-en.onnx"]);
        var expected = Translations.Of(model, [text], beam.Length == 0 ? null : new() { BeamSize = 1 })[0];
        Assert.AreEqual(expected.Text, seen.Values["translation"]!.GetValue<string>());
        Assert.AreEqual(
            FormattableString.Invariant($"score {expected.Score:F4}"),
            seen.Values["score"]!.GetValue<string>()
        );
        ServedPage.AreClose(
            [.. expected.Attention!.SelectMany(row => row)],
            ServedPage.Numbers(seen.Values["attention"]!),
            0.0006f
        );
        ServedPage.WasComputed(
            seen,
            onTheServer ? ServedPage.Chosen
                : beam.Length > 0 ? "computed on the server: a beam that is not the file's"
                : null
        );
    }

    [TestMethod]
    public async Task LanguageModel_Write_StreamsTheTextOfCSharp()
    {
        await SmallModels.ShakespeareAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["shakespeare.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [new { fill = "#prompt", text = "the wind" }, new { fill = "#seed", text = "7" }, .. Write]
        );
        using var model = SequenceModel.Load(folder["shakespeare.onnx"]);
        using var generator = new TextGenerator(model);
        var options = new GenerationOptions
        {
            Length = 200,
            Temperature = 0.8f,
            Seed = 7,
        };
        Assert.AreEqual("the wind" + generator.Generate("the wind", options), seen.Values["text"]!.GetValue<string>());
        ServedPage.WasComputed(seen, "computed on the server: a language model draws its tokens there, one by one");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Generator_Write_HasTheTextOfCSharp(bool asInTheFile)
    {
        SaveGenerator();
        await using var server = await LocalServer.StartAsync(folder["generator.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                new { fill = "#prompt", text = "the " },
                .. asInTheFile ? [] : new object[] { new { click = "#own" } },
                .. Write,
            ]
        );
        using var model = SequenceModel.Load(folder["generator.onnx"]);
        List<NamedTensor> inputs = [NamedTensor.Of("prompt", ["the "], 1, 1)];
        if (!asInTheFile)
            inputs.AddRange([NamedTensor.Of("length", [200L], 1), NamedTensor.Of("temperature", [0.8f], 1)]);
        Assert.AreEqual("the " + model.Run(inputs)[0].Strings[0], seen.Values["text"]!.GetValue<string>());
        ServedPage.WasComputed(seen, asInTheFile ? null : "computed on the server: settings that are not the file's");
    }

    [TestMethod]
    public async Task AnyModel_TypedTensors_GivesTheOutputsOfCSharp()
    {
        const string tensors = """{"series": {"shape": [1, 3, 2], "data": [0.5, 1, -2, 3, 4.25, 0]}}""";
        RandomForecasters.Create(features: 2).Save(folder["stranger.onnx"]);
        await using var server = await LocalServer.StartAsync(folder["stranger.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                new { fill = "#inputs", text = tensors },
                new { waitFor = $"document.querySelector('#outputs').dataset.of === {ServedPage.Quote(tensors)}" },
                new { read = "JSON.parse(document.querySelector('#outputs').dataset.values)", @as = "outputs" },
            ]
        );
        using var model = SequenceModel.Load(folder["stranger.onnx"]);
        var expected = model.Run(NamedTensor.Of("series", [0.5f, 1, -2, 3, 4.25f, 0], 1, 3, 2))[0];
        ServedPage.AreClose(expected.Floats, ServedPage.Numbers(seen.Values["outputs"]![expected.Name]!["data"]!));
        ServedPage.WasComputed(seen, null);
    }

    // What the runtime writes to the console about it is no concern here.
    [TestMethod]
    public async Task Generator_BrowserThatCanNot_IsServedAndToldWhy()
    {
        SaveGenerator();
        await using var server = await LocalServer.StartAsync(folder["generator.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                new
                {
                    read = "console.error = () => {}; Boolean(WebAssembly.instantiate = WebAssembly.instantiateStreaming = () => { throw new Error('not today'); })",
                    @as = "broken",
                },
                .. Write,
            ]
        );
        Assert.AreEqual("server", seen.Values["place"]!.GetValue<string>());
        StringAssert.StartsWith(
            seen.Values["badge"]!.GetValue<string>(),
            "computed on the server: the browser could not: "
        );
        Assert.IsGreaterThan("the ".Length, seen.Values["text"]!.GetValue<string>().Length);
    }

    private void SaveGenerator()
    {
        var text = RandomLanguageModels.Words;
        var weights = RandomLanguageModels.Create(text);
        var card = RandomLanguageModels.StepFile(weights, text).Card! with { Task = ModelCard.GenerationTask };
        RandomLanguageModels.GeneratorFile(weights, text).WithCard(card).Save(folder["generator.onnx"]);
    }

    private static object[] Write =>
        [
            new { click = "#write" },
            new { waitFor = "document.querySelector('#generated').dataset.done === 'yes'" },
            new { read = "document.querySelector('#generated').textContent", @as = "text" },
        ];
}
