using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/mlnet.md: a forecast, a classifier of texts and a stream, each the whole way.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MlnetPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public MlnetPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Mlnet_Examples_AreWhatRunsHere()
    {
        string[] marks = ["forecast", "text", "stream", "rows", "load"];
        var blocks = Snippets.OfPage("docs/mlnet.md", "csharp");
        Assert.HasCount(marks.Length, blocks);
        foreach (var (i, mark) in marks.Index())
            Assert.AreEqual(Snippets.OfSource("MlnetExample.cs", mark).TrimEnd(), blocks[i], mark);
    }

    [TestMethod]
    public void Mlnet_Forecast_BeatsTheNaiveOneAndLoadsInBatches()
    {
        var births = Path.Combine(Repository.Root, PagesTests.Births);
        if (!File.Exists(births))
            Assert.Inconclusive("The births are not installed: npm was not there when Setup ran.");
        File.Copy(births, "births.csv");

        var (mae, next) = MlnetExample.Forecast();

        Assert.IsLessThan(312, mae, "The model must beat repeating the last 364 days.");
        Assert.HasCount(14, next);
        Assert.IsTrue(next.All(value => value is > 6000 and < 14000));
        Assert.AreEqual("series, target, forecast", MlnetExample.Load());
    }

    [TestMethod]
    public void Mlnet_Text_TellsGoodFromBad()
    {
        SampleReviews.Write();
        var (accuracy, label) = MlnetExample.Classify();
        Assert.IsGreaterThan(0.9, accuracy);
        Assert.AreEqual("positive", label);
    }

    [TestMethod]
    public void Mlnet_Stream_TellsTheStrainedMachine()
    {
        var states = MlnetExample.Stream();
        Assert.AreEqual("press: fine", states[^2]);
        Assert.AreEqual("saw: strained", states[^1]);
        Assert.IsTrue(
            states
                .Where(state => state.StartsWith("press", StringComparison.Ordinal))
                .All(state => state == "press: fine")
        );
        Assert.IsGreaterThan(100, new FileInfo("machines.state").Length);
    }
}
