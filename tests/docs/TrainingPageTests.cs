using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The C# of docs/training.md is what runs here, and it learns.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TrainingPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public TrainingPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Training_Examples_AreWhatRunsHere()
    {
        var blocks = Snippets.OfPage("docs/training.md", "csharp");
        Assert.HasCount(2, blocks);
        Assert.AreEqual(Snippets.OfSource("TrainingExample.cs", "training"), blocks[0]);
        Assert.AreEqual(Snippets.OfSource("TrainingExample.cs", "segments"), blocks[1]);
    }

    [TestMethod]
    public void Training_RowsOfDifferentLengths_LearnsTheSignOfTheirSum()
    {
        var random = new Random(3);
        var rows = Enumerable
            .Range(0, 1000)
            .Select(_ => Enumerable.Range(0, random.Next(5, 30)).Select(_ => 2 * random.NextSingle() - 1).ToArray())
            .ToArray();
        var classes = rows.Select(row => row.Sum() > 0 ? 1L : 0L).ToArray();

        var result = TrainingExample.RunBuckets(rows, classes);

        Assert.IsGreaterThan(0.9, result.Best.Metrics["accuracy"]);
        Assert.HasCount(result.History.Count, Checkpoint.Open("signs").History);
    }

    [TestMethod]
    public void Training_OneLongSequence_LearnsWhatComesNext()
    {
        // A cycle of twelve with steps of one or two: half of each step can not be known, ln 2 is left.
        var random = new Random(4);
        var ids = new long[10_000];
        for (var i = 1; i < ids.Length; i++)
            ids[i] = (ids[i - 1] + random.Next(1, 3)) % 12;

        var result = TrainingExample.RunSegments(ids);

        Assert.AreEqual(Math.Log(2), result.Best.ValidationLoss, 0.03);
    }
}
