using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The options by which verbs train: each is read, and refused in one sentence.</summary>
[TestClass]
public sealed class TrainingOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("--accumulate 0", "Option accumulate: expected 1 or more, found 0.")]
    [DataRow("--weight-decay -1", "Option weight-decay: expected a finite number of 0 or more, found -1.")]
    [DataRow("--clip-norm -1", "Option clip-norm: expected a finite number of 0 or more, found -1.")]
    [DataRow("--clip-value NaN", "Option clip-value: expected a finite number of 0 or more, found NaN.")]
    [DataRow("--warmup -5", "Option warmup: expected 0 or more, found -5.")]
    [DataRow("--weight-average 1", "Option weight-average: expected a value from 0 to below 1, found 1.")]
    [DataRow("--patience 0", "Option patience: expected 1 or more, found 0.")]
    [DataRow("--threads 0", "Option threads: expected 1 or more, found 0.")]
    public async Task Train_ValueOutOfRange_NamesTheOption(string option, string sentence)
    {
        (await TrainAsync(option)).IsRefusedWith(sentence);
    }

    [TestMethod]
    [DataRow("--optimizer adagrad", "rmsprop")]
    [DataRow("--schedule linear", "one-cycle")]
    [DataRow("--device tpu", "cuda")]
    public async Task Train_UnknownWord_ListsTheKnownOnes(string option, string known)
    {
        var run = await TrainAsync(option);
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.Contains(run.Errors, option.Split(' ')[1]);
        StringAssert.Contains(run.Errors, known);
        Assert.HasCount(1, run.Errors.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public async Task Train_EveryOption_TakesPart()
    {
        // Each of these alone changes what is learned.
        var errors = new HashSet<string> { await ErrorAsync("") };
        foreach (
            var option in new[]
            {
                "--optimizer adamw --weight-decay 0.1",
                "--optimizer sgd",
                "--optimizer rmsprop",
                "--schedule cosine",
                "--schedule one-cycle",
                "--warmup 5",
                "--clip-norm 0.001",
                "--clip-value 0.001",
                "--accumulate 2",
                "--batch-size 32",
                "--seed 2",
            }
        )
        {
            Assert.IsTrue(errors.Add(await ErrorAsync(option)), option);
        }
        Assert.IsFalse(errors.Add(await ErrorAsync("--device cpu --schedule constant --optimizer adam")));
    }

    [TestMethod]
    public async Task Train_LearningRateOfAMillion_SaysThatItDiverged()
    {
        var run = await TrainAsync("--learning-rate 1e6");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.StartsWith(run.Errors, "rnn: Training diverged: the mean loss grew from ");
        StringAssert.Contains(run.Errors, "the learning rate is 1E+06; try a learning rate ten times smaller");
        Assert.HasCount(1, run.Errors.TrimEnd().Split('\n'));
        Assert.IsFalse(File.Exists(folder["m.onnx"]));
    }

    private async Task<string> ErrorAsync(string option)
    {
        var run = await TrainAsync(option);
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        var error = ModelFile.Open(folder["m.onnx"]).Card!.Metrics!.Model["mae"];
        return error.ToString("R", CultureInfo.InvariantCulture);
    }

    private Task<RnnCommand> TrainAsync(string option)
    {
        SampleSeries.WeeklyFile(folder["weekly.csv"]);
        var command =
            $"train forecast --data {folder["weekly.csv"]} --target value -o {folder["m.onnx"]}"
            + $" --look-back 7 --horizon 2 --hidden 4 --epochs 2 {option}";
        return RnnCommand.RunAsync(command.TrimEnd());
    }
}
