using Mlnet.Readme;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The README's ML.NET example: trained, measured and saved here, loaded and asked in a second process.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MlnetReadmeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public MlnetReadmeTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public async Task Readme_SavedClassifier_AnswersInASecondProcess()
    {
        SampleReviews.Write();
        Assert.IsGreaterThan(0.9, MlnetReadmeExample.Run());
        var answer = await ForeignProcess.RunAsync("dotnet", [SecondPrograms.StockLoader, "--readme"]);
        Assert.AreEqual("positive", answer.Trim());
    }
}
