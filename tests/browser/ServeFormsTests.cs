using System.Globalization;
using System.Text.Json.Nodes;
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
    private const string Chosen = "computed on the server: as you chose";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecaster_DrawnSeries_HasTheForecastOfCSharp(bool onTheServer)
    {
        await SmallModels.BirthsAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["births.onnx"]);
        double[][] path =
        [
            [0.1, 0.8],
            [0.3, 0.2],
            [0.5, 0.7],
            [0.8, 0.3],
        ];
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. Force(onTheServer),
                new { read = "document.querySelector('#drawing').dataset.answer", @as = "before" },
                new { drag = "#chart", path },
                new
                {
                    waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.map(row => Number(row[0].toPrecision(7))).join(' ') === document.querySelector('#values').value",
                },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
                new { read = "document.querySelectorAll('#chart circle').length", @as = "points" },
                new { read = "document.querySelectorAll('#chart .band').length", @as = "bands" },
            ]
        );

        var answer = seen.Values["answer"]!;
        var drawn = Numbers(answer["rows"]!);
        Assert.HasCount(14, drawn);
        var before = JsonNode.Parse(seen.Values["before"]!.GetValue<string>())!;
        CollectionAssert.AreNotEqual(Numbers(before["rows"]!), drawn);
        Assert.AreEqual(3, seen.Values["points"]!.GetValue<int>());
        Assert.AreEqual(1, seen.Values["bands"]!.GetValue<int>());
        using var model = SequenceModel.Load(folder["births.onnx"]);
        var expected = model.Run(NamedTensor.Of("series", drawn, 1, 14, 1)).ToDictionary(output => output.Name);
        AreClose(expected["forecast"].Floats, Numbers(answer["forecast"]!));
        AreClose(expected["quantiles"].Floats, Numbers(answer["quantiles"]!));
        ServedPage.WasComputed(seen, onTheServer ? Chosen : null);
    }

    [TestMethod]
    public async Task Forecaster_PastedValues_AreForecastOrRefused()
    {
        await SmallModels.BirthsAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["births.onnx"]);
        var values = Enumerable.Range(0, 20).Select(i => 90f + i).ToArray();
        var seen = await ServedPage.UseAsync(
            server,
            [
                new { fill = "#values", text = "1 2 three" },
                new { waitFor = "!document.querySelector('#error').hidden" },
                new { read = "document.querySelector('#error').textContent", @as = "refused" },
                new { fill = "#values", text = string.Join("; ", values) },
                new { waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.length === 20" },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
            ]
        );
        Assert.AreEqual("Values: expected a number, found 'three' at 3.", seen.Values["refused"]!.GetValue<string>());
        using var model = SequenceModel.Load(folder["births.onnx"]);
        var expected = model.Run(NamedTensor.Of("series", values[^14..], 1, 14, 1));
        AreClose(
            expected.Single(output => output.Name == "forecast").Floats,
            Numbers(seen.Values["answer"]!["forecast"]!)
        );
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecaster_WithCalendar_ReadsTheDatesFromItsStart(bool onTheServer)
    {
        await SmallModels.BirthsAsync(folder);
        var train = await RnnCommand.RunAsync(
            $"train forecast --data {folder["births.csv"]} --target births --look-back 14 --horizon 3 --hidden 4 --calendar auto --epochs 1 --threads 1 -o {folder["calendar.onnx"]}"
        );
        Assert.AreEqual(0, train.ExitCode, train.Errors);
        await using var server = await LocalServer.StartAsync(folder["calendar.onnx"]);
        var lines = await File.ReadAllLinesAsync(folder["births.csv"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. Force(onTheServer),
                new { fill = "#values", text = string.Join('\n', lines.Skip(1).Select(line => line.Split(',')[1])) },
                new { waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.length === 400" },
                new { fill = "#start", text = "2001-01-01" },
                new { press = "#start", key = "Tab" },
                new { waitFor = "document.querySelector('#steps tbody th').textContent === '2002-02-05'" },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
            ]
        );
        var predict = await RnnCommand.RunAsync(
            $"predict {folder["calendar.onnx"]} --data {folder["births.csv"]} --json"
        );
        var expected = JsonNode.Parse(predict.Output)!["forecast"]!.AsArray();
        Assert.AreEqual("2002-02-05", expected[0]!["date"]!.GetValue<string>());
        AreClose(
            [.. expected.Select(step => step!["births"]!.GetValue<float>())],
            Numbers(seen.Values["answer"]!["forecast"]!)
        );
        ServedPage.WasComputed(seen, onTheServer ? Chosen : null);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Forecaster_SeveralColumns_HasTheForecastOfCSharp(bool onTheServer)
    {
        const int lookBack = 10;
        var series = SampleSeries.Several(30);
        WideForecasters.WithCard(series, lookBack, times: true, levels: false).Save(folder["wide.onnx"]);
        var rows = series.Values.ToArray().Chunk(3).Select(row => string.Join(' ', row.Select(Invariant)));
        await using var server = await LocalServer.StartAsync(folder["wide.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. Force(onTheServer),
                new { select = "#column", value = "1" },
                new { fill = "#start", text = "2001-01-01" },
                new { fill = "#values", text = string.Join('\n', rows) },
                new { press = "#values", key = "Tab" },
                new { waitFor = "JSON.parse(document.querySelector('#drawing').dataset.answer).rows.length === 30" },
                new { waitFor = "document.querySelector('#steps tbody th').textContent === '2001-01-31'" },
                new { read = "JSON.parse(document.querySelector('#drawing').dataset.answer)", @as = "answer" },
                new { read = "document.querySelectorAll('#chart circle').length", @as = "points" },
            ]
        );
        var times = new long[lookBack + WideForecasters.Horizon];
        series.CopyTimes(30 - lookBack, times);
        using var model = SequenceModel.Load(folder["wide.onnx"]);
        var expected = model.Run(
            NamedTensor.Of("series", series.Values[^(3 * lookBack)..].ToArray(), 1, lookBack, 3),
            NamedTensor.Of("times", times, 1, times.Length)
        );
        AreClose(expected[0].Floats, Numbers(seen.Values["answer"]!["forecast"]!));
        Assert.AreEqual(WideForecasters.Horizon, seen.Values["points"]!.GetValue<int>());
        ServedPage.WasComputed(seen, onTheServer ? Chosen : null);
    }

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
                .. Force(onTheServer),
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
        ServedPage.WasComputed(seen, onTheServer ? Chosen : null);
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
                .. Force(onTheServer),
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
        AreClose([.. expected.Attention!.SelectMany(row => row)], Numbers(seen.Values["attention"]!), 0.0006f);
        ServedPage.WasComputed(
            seen,
            onTheServer ? Chosen
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
        AreClose(expected.Floats, Numbers(seen.Values["outputs"]![expected.Name]!["data"]!));
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

    private static string Invariant(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static object[] Force(bool onTheServer) => onTheServer ? [new { click = "#force" }] : [];

    private static float[] Numbers(JsonNode node) =>
        node is JsonArray array ? [.. array.SelectMany(item => Numbers(item!))] : [node.GetValue<float>()];

    private static void AreClose(float[] expected, float[] found, float tolerance = 1e-5f)
    {
        Assert.HasCount(expected.Length, found);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], tolerance * scale, $"value {i}");
    }
}
