using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

[TestClass]
public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Report_ModelWithoutData_ShowsTrainingAndCard()
    {
        await SmallModels.BirthsAsync(folder);
        var run = await RnnCommand.RunAsync($"report {folder["births.onnx"]} -o {folder["report.html"]}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        CollectionAssert.AreEquivalent(
            new[] { "gradient-norm.json", "learning-rate.json", "loss.json" },
            Directory.GetFiles(folder["report.data"]).Select(Path.GetFileName).ToArray()
        );
        StringAssert.Contains(await File.ReadAllTextAsync(folder["report.html"]), "Give the data to see more.");
    }

    [TestMethod]
    public async Task Report_CardOfBefore_HasNoHistory()
    {
        await SmallModels.BirthsAsync(folder);
        var file = ModelFile.Open(folder["births.onnx"]);
        file.WithCard(file.Card! with { History = null }).Save(folder["old.onnx"]);
        var run = await RnnCommand.RunAsync($"report {folder["old.onnx"]} -o {folder["report.html"]}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        Assert.IsEmpty(Directory.GetFiles(folder["report.data"]));
    }

    [TestMethod]
    public async Task Report_Run_ShowsItsHistoryWithAndWithoutTheModel()
    {
        await SmallModels.BirthsAsync(folder);
        var trained = await RnnCommand.RunAsync(
            $"train forecast --data {folder["births.csv"]} --target births --look-back 14 --horizon 3 --hidden 4 --epochs 2 --threads 1 --checkpoint {folder["run"]} -o {folder["other.onnx"]}"
        );
        Assert.AreEqual(App.Success, trained.ExitCode, trained.Errors);
        foreach (var words in new[] { "", folder["births.onnx"] + " " })
        {
            var run = await RnnCommand.RunAsync($"report {words}--run {folder["run"]} -o {folder["report.html"]}");
            Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
            var losses = await File.ReadAllTextAsync(folder["report.data/loss.json"]);
            Assert.AreEqual(4, losses.Split("\"epoch\"").Length - 1, "Two epochs, two parts.");
        }
        var card = ModelFile.Open(folder["other.onnx"]).Card!;
        Assert.HasCount(2, card.History!);
    }

    [TestMethod]
    public async Task Report_StrangersFile_IsRefused()
    {
        RandomForecasters.Create().Save(folder["stranger.onnx"]);
        var run = await RnnCommand.RunAsync($"report {folder["stranger.onnx"]} -o {folder["report.html"]}");
        run.IsRefusedWith($"Model '{folder["stranger.onnx"]}': expected a card to report on, found none.");
        Assert.IsFalse(File.Exists(folder["report.html"]));
    }

    [TestMethod]
    public async Task Report_NothingToReportOn_IsRefused() =>
        (await RnnCommand.RunAsync("report")).IsRefusedWith(
            "Argument model: expected an .onnx file, or --run with a run's folder, found neither."
        );
}
