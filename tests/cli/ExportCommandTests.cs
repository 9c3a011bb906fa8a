using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>From a checkpoint to every kind of file.</summary>
[TestClass]
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder["weekly.csv"];

    private string Run => folder["run"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Export_CheckpointWithTheData_IsTheFileOfTheTraining()
    {
        await TrainAsync();
        var export = await RnnCommand.RunAsync($"export {Run} -o {folder["again.onnx"]} --data {Data}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(folder["weekly.onnx"]),
            await File.ReadAllBytesAsync(folder["again.onnx"])
        );
    }

    [TestMethod]
    public async Task Export_CheckpointAlone_HasTheCardWithoutMetrics()
    {
        await TrainAsync();
        var export = await RnnCommand.RunAsync($"export {Run}/training.checkpoint -o {folder["m.onnx"]} --opset 20");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        var file = ModelFile.Open(folder["m.onnx"]);
        Assert.AreEqual(20, file.Opset);
        Assert.IsNull(file.Card!.Metrics);
        Assert.AreEqual("value", file.Card.Series!.Target);
        Assert.AreEqual("times", file.Card.Inputs[1].Name);
        Assert.IsLessThan(1e-5, file.Card.Parity!.LargestRelativeDifference);
    }

    [TestMethod]
    [DataRow("--half", "float16", 0.01, 0.8)]
    [DataRow("--quantize", "int8", 0.1, 0.6)]
    public async Task Export_SmallerWeights_StayWithinTheToleranceOfTheCard(
        string option,
        string format,
        double tolerance,
        double size
    )
    {
        await TrainAsync();
        var path = folder["small.onnx"];
        var export = await RnnCommand.RunAsync($"export {folder["weekly.onnx"]} -o {path} {option} --data {Data}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        var card = ModelFile.Open(path).Card!;
        Assert.AreEqual(format, card.Weights!.Format);
        Assert.AreEqual(tolerance, card.Weights.Tolerance);
        Assert.IsLessThanOrEqualTo(tolerance, card.Weights.LargestDifference);
        Assert.IsGreaterThan(0, card.Weights.LargestDifference);
        Assert.AreEqual("the test part of weekly.csv, 78 windows", card.Weights.MeasuredOn);
        Assert.IsLessThan(size * card.Weights.BytesBefore, card.Weights.BytesAfter);
        // Its own errors, not those of the float32 file.
        Assert.AreNotEqual(
            ModelFile.Open(folder["weekly.onnx"]).Card!.Metrics!.Model["mae"],
            card.Metrics!.Model["mae"]
        );
        var evaluate = await RnnCommand.RunAsync($"evaluate {path} --data {Data}");
        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
    }

    [TestMethod]
    public async Task Export_DifferenceOverTheTolerance_WritesNothing()
    {
        await TrainAsync();
        var export = await RnnCommand.RunAsync($"export {Run} -o {folder["m.onnx"]} --quantize --tolerance 1e-7");
        Assert.AreEqual(App.BadInput, export.ExitCode);
        StringAssert.Contains(
            export.Errors,
            "with int8 weights: expected answers within 1E-07 standard deviations of the float32 ones, found "
        );
        StringAssert.Contains(export.Errors, " on random probes; nothing was written.");
        Assert.IsFalse(File.Exists(folder["m.onnx"]));
    }

    [TestMethod]
    public async Task Export_Triton_LaysOutARepository()
    {
        await TrainAsync();
        var export = await RnnCommand.RunAsync($"export {folder["weekly.onnx"]} --triton {folder["repository"]}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        Assert.IsTrue(File.Exists(folder["repository/weekly/1/model.onnx"]));
        StringAssert.Contains(
            await File.ReadAllTextAsync(folder["repository/weekly/config.pbtxt"]),
            "onnxruntime_onnx"
        );
    }

    [TestMethod]
    [DataRow("export run", "Option output: expected a path, or a folder with --triton, found neither.")]
    [DataRow("export run -o m.onnx --half --quantize", "Options half and quantize: expected one of them, found both.")]
    [DataRow("export run -o m.onnx --opset 12", "Option opset: expected 13 to 22, found 12.")]
    [DataRow(
        "export run -o m.onnx --tolerance -1 --half",
        "Option tolerance: expected a finite number above 0, found -1."
    )]
    [DataRow("export run -o m.onnx --stateful", "Option stateful: expected no for a Forecaster, found yes.")]
    [DataRow("export nothing -o m.onnx", "Checkpoint 'nothing': expected a file, found none.")]
    [DataRow(
        "export weekly.onnx -o m.onnx --opset 18",
        "Options opset and stateful: expected a checkpoint to export from, found the finished file 'weekly.onnx'."
    )]
    [DataRow(
        "export weekly.onnx -o m.onnx --half",
        "Option data: expected the data to compare the answers on, as the file is no checkpoint, found none."
    )]
    public async Task Export_BadOption_OneSentence(string command, string sentence)
    {
        await TrainAsync();
        var words = command
            .Replace(" run", $" {Run}", StringComparison.Ordinal)
            .Replace(" weekly.onnx", $" {folder["weekly.onnx"]}", StringComparison.Ordinal)
            .Replace("m.onnx", folder["m.onnx"], StringComparison.Ordinal);
        var export = await RnnCommand.RunAsync(words);
        Assert.AreEqual(App.BadInput, export.ExitCode);
        var expected = sentence.Replace("'weekly.onnx'", $"'{folder["weekly.onnx"]}'", StringComparison.Ordinal);
        Assert.AreEqual($"rnn: {expected}", export.Errors.Trim());
        Assert.IsFalse(File.Exists(folder["m.onnx"]));
    }

    private async Task TrainAsync()
    {
        SampleSeries.WeeklyFile(Data);
        var train = await RnnCommand.RunAsync(
            $"train forecast --data {Data} --target value --look-back 14 --horizon 3 --threads 1 --epochs 3 --hidden 64 --calendar auto --quantiles 0.1,0.5,0.9 --checkpoint {Run} -o {folder["weekly.onnx"]}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
    }
}
