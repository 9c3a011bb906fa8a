using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>The reports of models that read texts, opened in a browser: what they draw are the numbers that the libraries give.</summary>
[TestClass]
public sealed class TextReportPageTests : IDisposable
{
    private static readonly string[] Training = ["loss", "learning-rate", "gradient-norm"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Classification_OfTexts_ShowsItsConfusionAndItsCertainty()
    {
        await SmallModels.ReviewsAsync(folder);
        // Other texts than those it learned: all of them are measured, and some are wrong.
        File.WriteAllLines(
            folder["new.tsv"],
            [
                "text\tlabel",
                .. SampleTexts
                    .Rows(60, seed: 9)
                    .Select((row, i) => $"{row.Text}\t{(i % 10 == 0 ? "food" : row.Label)}"),
            ]
        );
        await Reports.MakeAsync(folder, $"{folder["reviews.onnx"]} --data {folder["new.tsv"]}");
        var seen = await Reports.LookAsync(folder);
        CollectionAssert.AreEqual(
            new[]
            {
                "confusion",
                "scores",
                "reliability",
                "loss",
                "measure-accuracy",
                "learning-rate",
                "gradient-norm",
            },
            Reports.Plots(seen)
        );

        using var model = Load("reviews.onnx");
        var texts = LabeledTexts.Read([folder["new.tsv"]]);
        var metrics = Classifications.Evaluate(model, texts);
        CollectionAssert.AreEqual(
            metrics.Confusion.SelectMany(row => row).Select(count => (double)count).ToArray(),
            Reports.Numbers(Rows("confusion"), "count")
        );
        foreach (var label in metrics.Classes)
        {
            var scores = Rows("scores").Where(row => row["name"]!.GetValue<string>() == label.Label);
            CollectionAssert.AreEqual(
                new[] { label.Precision, label.Recall, label.F1 },
                Reports.Numbers(scores, "value")
            );
        }
        var bins = Rows("reliability");
        Assert.AreEqual(60, Reports.Numbers(bins, "count").Sum());
        Assert.AreEqual(
            metrics.Accuracy,
            bins.Sum(bin => bin["accuracy"]!.GetValue<double>() * bin["count"]!.GetValue<int>()) / 60,
            1e-12
        );
        Assert.Contains(FormattableString.Invariant($"{100 * metrics.Accuracy:0.0} %"), Text(seen));
        Assert.Contains("most certain of", Text(seen));
    }

    [TestMethod]
    public async Task Tagging_OfWords_ShowsWhatWasTakenForWhat()
    {
        await SmallModels.WordsAsync(folder);
        folder.Write("new.tsv", SampleTags.Text(40, seed: 7));
        await Reports.MakeAsync(folder, $"{folder["words.onnx"]} --data {folder["new.tsv"]}");
        var seen = await Reports.LookAsync(folder);
        var plots = Reports.Plots(seen);
        CollectionAssert.AreEqual(new[] { "scores", "confusion", "known-words" }, plots[..3]);
        CollectionAssert.IsSubsetOf(Training, plots);

        using var model = Load("words.onnx");
        var metrics = Taggings.Evaluate(model, TaggedSentences.Read(folder["new.tsv"]));
        Assert.AreEqual(metrics.Words, Reports.Numbers(Rows("confusion"), "count").Sum());
        foreach (var tag in metrics.Tags)
            Assert.AreEqual(
                tag.Right,
                Rows("confusion")
                    .Single(row =>
                        row["truth"]!.GetValue<string>() == tag.Name && row["answer"]!.GetValue<string>() == tag.Name
                    )["count"]!.GetValue<int>()
            );
        var unknown = Rows("known-words").Single(row => row["words"]!.GetValue<string>() == "unknown");
        Assert.AreEqual(metrics.UnknownAccuracy, unknown["accuracy"]!.GetValue<double>());
        Assert.AreEqual(metrics.UnknownWords, unknown["count"]!.GetValue<int>());
    }

    [TestMethod]
    public async Task LanguageModel_OfAText_ShowsItsSurpriseAndItsSamples()
    {
        await SmallModels.ShakespeareAsync(folder);
        await Reports.MakeAsync(folder, $"{folder["shakespeare.onnx"]} --data {folder["shakespeare.txt"]}");
        var seen = await Reports.LookAsync(folder);
        CollectionAssert.AreEqual(
            new[] { "surprise", "surprise-by-place", "loss", "measure-perplexity", "learning-rate", "gradient-norm" },
            Reports.Plots(seen)
        );

        using var model = Load("shakespeare.onnx");
        var text = LanguageMeasure.Parts(model.Card!, folder["shakespeare.txt"])!.Measured;
        double[] nats = [.. LanguageEvaluation.Nats(model, text)];
        var strip = Rows("surprise");
        CollectionAssert.AreEqual(nats[..strip.Length], Reports.Numbers(strip, "nats"));
        var places = Rows("surprise-by-place");
        Assert.AreEqual(
            LanguageEvaluation.Measure(model, text).Nats,
            places.Sum(place => place["nats"]!.GetValue<double>() * place["count"]!.GetValue<int>()),
            1e-6
        );

        var page = Text(seen);
        foreach (var epoch in model.Card!.History!)
        {
            Assert.Contains(FormattableString.Invariant($"After epoch {epoch.Epoch}, validation loss"), page);
            Assert.Contains(epoch.Sample!.Split('\n')[0].Trim(), page);
        }
    }

    [TestMethod]
    public async Task Translation_OfPairs_ShowsItsAttention()
    {
        await SmallModels.NumbersAsync(folder);
        var (source, target) = SamplePairs.Write(folder.Path, "new", 40, seed: 5);
        await Reports.MakeAsync(folder, $"{folder["de-en.onnx"]} --source {source} --target {target}");
        var seen = await Reports.LookAsync(folder);
        var plots = Reports.Plots(seen);
        CollectionAssert.AreEqual(
            new[] { "quality-by-length", "quality", "attention-1", "attention-2", "attention-3", "attention-4" },
            plots[..6]
        );
        CollectionAssert.IsSubsetOf(Training, plots);

        using var model = Load("de-en.onnx");
        var texts = ParallelTexts.Read(source, target);
        var found = Translations.Of(model, texts.Source, TranslatorCheckpoint.Decoding(model.Card!));
        var metrics = TranslationMetrics.Of(
            [.. found.Select(one => one.Text)],
            texts.Target,
            model.Card!.Target!.Text.ToOptions()
        );
        Assert.Contains(FormattableString.Invariant($"a BLEU of {metrics.Bleu.Score:F2}"), Text(seen));
        var lengths = Rows("quality-by-length");
        Assert.AreEqual(
            metrics.Chrf.Score,
            lengths.Sum(row => row["chrf"]!.GetValue<double>() * row["count"]!.GetValue<int>()) / texts.Count,
            1e-9,
            "chrF of all is the mean of each."
        );
        var map = Rows("attention-1");
        var drawn = found.Single(one =>
            one.Attention is not null
            && one.Attention.SelectMany(row => row)
                .SequenceEqual(map.Select(cell => cell["attention"]!.GetValue<float>()))
        );
        Assert.AreEqual(drawn.Tokens!.Count * drawn.SourceTokens!.Count, map.Length);
    }

    [TestMethod]
    public async Task Report_DataOfAnotherTask_IsRefused()
    {
        await SmallModels.ReviewsAsync(folder);
        folder.Write("births.csv", "date,births\n2001-01-01,5\n");
        var run = await RnnCommand.RunAsync(
            $"report {folder["reviews.onnx"]} --data {folder["births.csv"]} -o {folder["report.html"]}"
        );
        run.IsRefusedWith($"File '{folder["births.csv"]}', line 1: expected a column 'text', found 'date', 'births'.");
        Assert.IsFalse(File.Exists(folder["report.html"]));
    }

    [TestMethod]
    public async Task Report_OptionOfAnotherTask_IsRefused()
    {
        await SmallModels.ReviewsAsync(folder);
        var run = await RnnCommand.RunAsync($"report {folder["reviews.onnx"]} --source a.de --target a.en");
        run.IsRefusedWith(
            $"Option source: expected a model that has a use for it, found '{folder["reviews.onnx"]}' of the task classification."
        );
    }

    private static string Text(BrowserAnswer seen) => seen.Values["text"]!.GetValue<string>();

    private SequenceModel Load(string name) =>
        SequenceModel.Load(folder[name], new SessionSettings { Device = Device.Cpu });

    private JsonObject[] Rows(string plot) => Reports.Rows(folder, plot);
}
