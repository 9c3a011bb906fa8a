using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>The pages of the lessons, seen in a browser, light and dark.</summary>
[TestClass]
public sealed class LabPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("gradients --steps 40", "Vanishing and exploding gradients", 7)]
    [DataRow("cells --training 30", "Inside the cells", 5)]
    [DataRow("compare --lengths 4,6 --steps 20", "RNN, GRU and LSTM side by side", 2)]
    [DataRow("temperature --epochs 1 --length 40", "Temperature: what sampling does", 3)]
    [DataRow("attention --epochs 1", "Attention: what a translator looks at", 3)]
    public async Task Lab_EveryLesson_LeavesAPageWhosePlotsAreSeen(string lesson, string title, int plots)
    {
        var path = folder["lab.html"];
        var run = await RnnCommand.RunAsync($"lab {lesson} -o {path}");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        foreach (var dark in new[] { false, true })
        {
            var seen = await Browser.LookAtPageAsync(path, dark: dark);
            Assert.AreEqual(title, seen.Values["title"]!.GetValue<string>());
            Assert.HasCount(plots, seen.Values["plots"]!.AsArray());
        }
    }
}
