using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/mlnet-forecast.md: its C#, run on a file of days.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MlnetForecastPageTests : IDisposable
{
    private const string Page = "docs/mlnet-forecast.md";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public MlnetForecastPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Page_Examples_AreWhatRunsHere()
    {
        string[] marks = ["rows", "train", "future", "backtest", "features"];
        CollectionAssert.AreEqual(
            marks.Select(mark => Snippets.OfSource("MlnetForecastExample.cs", mark).TrimEnd()).ToArray(),
            Snippets.OfPage(Page, "csharp")
        );
    }

    [TestMethod]
    public void Train_OnDays_BeatsTheLastValueAndLooksAhead()
    {
        WriteDays();
        var (mae, naive, next) = MlnetForecastExample.Train();

        Assert.IsLessThan(naive, mae);
        Assert.HasCount(7, next);
        Assert.IsTrue(File.Exists("sales.onnx"));
        Assert.IsTrue(File.Exists("sales.zip"));
    }

    [TestMethod]
    public void Backtest_OnDays_GivesEachFold()
    {
        WriteDays();
        var result = MlnetForecastExample.Backtest();

        CollectionAssert.AreEqual(new[] { 316, 344, 372 }, result.Folds.Select(fold => fold.TrainingRows).ToArray());
        Assert.AreEqual(result.Folds.Average(fold => fold.Metrics.Mae), result.Mean.Mae);
    }

    [TestMethod]
    public void Features_OfANote_KnowThanksgiving() =>
        CollectionAssert.AreEqual(new[] { "3", "3", "closed today!" }, MlnetForecastExample.Features());

    // A weekly season with noise, sold the more the lower the price is.
    private static void WriteDays()
    {
        var random = new Random(7);
        var start = new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var lines = Enumerable
            .Range(0, 400)
            .Select(day =>
            {
                var price = day % 30 < 5 ? 8 : 10;
                var sold = 100 + 30 * Math.Sin(2 * Math.PI * day / 7) + 20 * (10 - price) + 4 * random.NextDouble();
                return FormattableString.Invariant($"{start.AddDays(day):yyyy-MM-dd},{sold:F1},{price}");
            });
        File.WriteAllLines("sales.csv", ["date,sold,price", .. lines]);
    }
}
