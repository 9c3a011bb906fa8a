using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/translation.md: its C#, its commands, its JavaScript.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TranslationPageTests : IDisposable
{
    private const string Page = "docs/translation.md";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public TranslationPageTests()
    {
        Directory.SetCurrentDirectory(folder.Path);
        SamplePairs.Write(".", "train", 400);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Examples_OfThePage_AreWhatRunsHere()
    {
        var blocks = Snippets.OfPage(Page, "csharp");
        foreach (var mark in new[] { "train", "classes", "engine", "evaluate", "model", "stream" })
            Assert.Contains(Snippets.OfSource("TranslationExample.cs", mark).TrimEnd(), blocks, mark);
    }

    [TestMethod]
    public async Task Examples_FromTwoFilesToTranslations_AgreeInAllPrograms()
    {
        await PageCommands.RunAsync(PageCommands.Of(Page)[0], Quick);

        var found = TranslationExample.Run();

        Assert.AreSequenceEqual(["two three.", "one."], found.Select(one => one.Text));
        Assert.AreEqual("two three.", TranslationExample.Predict());
        Assert.AreEqual(100, TranslationExample.Evaluate(), 1e-9);
        Assert.AreEqual("3 two three.", await TranslationExample.StreamAsync());
        var code = Snippets.OfPage(Page, "js").Single();
        Assert.AreSequenceEqual(
            ["two three.", "one."],
            await PageScript.RunAsync<string[]>(folder, code, "translation.data")
        );
    }

    [TestMethod]
    public async Task Commands_OfThePage_EndWell()
    {
        foreach (var command in PageCommands.Of(Page))
            await PageCommands.RunAsync(command, Quick);
        Assert.HasCount(400, await File.ReadAllLinesAsync("out.txt"));
        StringAssert.Contains(await File.ReadAllTextAsync("map.html"), "<th scope=\"row\">two</th>");
    }

    [TestMethod]
    public void Train_AsOnThePage_SavesAllFiles()
    {
        var few = File.ReadAllLines("train.de").Length;
        Assert.AreEqual(400, few);
        File.WriteAllLines("train.de", File.ReadAllLines("train.de")[..40]);
        File.WriteAllLines("train.en", File.ReadAllLines("train.en")[..40]);

        Assert.IsGreaterThan(1, TranslationExample.Train());

        Assert.IsTrue(File.Exists("de-en.onnx"));
        Assert.IsTrue(File.Exists("de-en/encoder_model.onnx"));
        Assert.IsTrue(File.Exists("de-en/decoder_model.onnx"));
    }

    private const string Quick =
        " --embedding 16 --hidden 32 --bidirectional --step-dropout 0 --label-smoothing 0 --learning-rate 0.01 --batch-size 16 --weight-average 0 --warmup 10 --epochs 14 --threads 1";
}
