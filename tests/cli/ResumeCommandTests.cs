using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>A command that was killed or stopped and resumed writes the same file as one that was not.</summary>
[TestClass]
public sealed class ResumeCommandTests : IDisposable
{
    private const int Epochs = 60;

    // More than a machine gets through before the signal arrives, and few enough to run to the end.
    private const int Long = 300;

    // More than any machine gets through before the signal arrives.
    private const int Endless = 100_000;

    private readonly TemporaryFolder folder = new();

    private string Run => folder["run"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Train_KilledAndResumed_WritesTheSameBytes()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("There are no signals on Windows.");
        var whole = await RnnCommand.RunAsync(Command("whole.onnx"));
        Assert.AreEqual(App.Success, whole.ExitCode, whole.Errors);

        using (var killed = RnnProcess.Start($"{Command("resumed.onnx")} --checkpoint {Run}"))
        {
            await killed.UntilAsync($"epoch 10/{Epochs}");
            await killed.KillAsync();
        }
        Assert.IsFalse(File.Exists(folder["resumed.onnx"]));
        var done = Checkpoint.Open(Run).History.Count;
        Assert.IsTrue(done is >= 9 and < Epochs, $"{done} epochs");
        // What a process leaves that is killed while it writes.
        foreach (var name in new[] { Checkpoint.FileName, "history.json", "history.csv" })
            await File.WriteAllTextAsync(Path.Combine(Run, $".{name}.half"), "half");

        var resumed = await RnnCommand.RunAsync($"{Command("resumed.onnx")} --checkpoint {Run} --resume");
        Assert.AreEqual(App.Success, resumed.ExitCode, resumed.Errors);
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(folder["whole.onnx"]),
            await File.ReadAllBytesAsync(folder["resumed.onnx"])
        );
        CollectionAssert.AreEquivalent(
            new[] { Checkpoint.FileName, "history.csv", "history.json" },
            Directory.EnumerateFiles(Run).Select(Path.GetFileName).ToArray()
        );
    }

    [TestMethod]
    public async Task Train_Interrupted_SaysHowToGoOn()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("There are no signals on Windows.");
        using var process = RnnProcess.Start($"{Command("m.onnx", Endless)} --checkpoint {Run}");
        await process.UntilAsync($"epoch 5/{Endless}");
        var (exitCode, errors) = await process.InterruptAsync();
        Assert.AreEqual(App.Failure, exitCode, errors);
        var epoch = Checkpoint.Open(Run).History.Count;
        Assert.AreEqual(
            $"rnn: Stopped; the checkpoint of epoch {epoch} is in '{Run}': the same command with --resume goes on from there.",
            errors.TrimEnd()
        );
        Assert.IsFalse(File.Exists(folder["m.onnx"]));
    }

    [TestMethod]
    public async Task Train_InterruptedWithoutCheckpoint_LeavesOneBesideTheOutputUntilItIsResumedToItsEnd()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("There are no signals on Windows.");
        var (run, left) = (folder["m.run"], Path.Combine(folder["m.run"], Checkpoint.FileName));
        var whole = await RnnCommand.RunAsync(Command("whole.onnx", Long));
        Assert.AreEqual(App.Success, whole.ExitCode, whole.Errors);
        Assert.IsFalse(Directory.Exists(folder["whole.run"]), "A run that ends leaves nothing.");

        using var process = RnnProcess.Start(Command("m.onnx", Long));
        await process.UntilAsync($"epoch 5/{Long}");
        var (exitCode, errors) = await process.InterruptAsync();
        Assert.AreEqual(App.Failure, exitCode, errors);
        var epoch = Checkpoint.Open(run).History.Count;
        Assert.IsTrue(epoch is >= 4 and < Long, $"{epoch} epochs");
        Assert.AreEqual(
            $"rnn: Stopped; the checkpoint of epoch {epoch} is in '{run}': the same command with --resume goes on from there.",
            errors.TrimEnd()
        );

        (await RnnCommand.RunAsync(Command("m.onnx", Long))).IsRefusedWith(
            $"Option checkpoint: expected a folder without a checkpoint, found '{left}': resume it, or name another folder."
        );
        var resumed = await RnnCommand.RunAsync($"{Command("m.onnx", Long)} --resume");
        Assert.AreEqual(App.Success, resumed.ExitCode, resumed.Errors);
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(folder["whole.onnx"]),
            await File.ReadAllBytesAsync(folder["m.onnx"])
        );
        Assert.IsFalse(Directory.Exists(run), "It is not needed any more.");
    }

    [TestMethod]
    public async Task Train_Resume_IsRefusedInOneSentenceWhereItCanNotBe()
    {
        var quick = Command("m.onnx", epochs: 1);
        var beside = Path.Combine(folder["m.run"], Checkpoint.FileName);
        (await RnnCommand.RunAsync($"{quick} --resume")).IsRefusedWith(
            $"Checkpoint '{beside}': expected a file, found none."
        );
        var file = Path.Combine(Run, Checkpoint.FileName);
        (await RnnCommand.RunAsync($"{quick} --checkpoint {Run} --resume")).IsRefusedWith(
            $"Checkpoint '{file}': expected a file, found none."
        );
        Assert.AreEqual(App.Success, (await RnnCommand.RunAsync($"{quick} --checkpoint {Run}")).ExitCode);
        (await RnnCommand.RunAsync($"{quick} --checkpoint {Run}")).IsRefusedWith(
            $"Option checkpoint: expected a folder without a checkpoint, found '{file}': resume it, or name another folder."
        );
        (await RnnCommand.RunAsync($"{quick} --checkpoint {Run} --resume --clip-norm 2")).IsRefusedWith(
            $"Checkpoint '{file}': expected option clip-norm 2, found 1: a run goes on with the options it began with."
        );
        await File.WriteAllTextAsync(file, "not a checkpoint");
        (await RnnCommand.RunAsync($"{quick} --checkpoint {Run} --resume")).IsRefusedWith(
            $"Checkpoint '{file}': expected a file that begins as checkpoints do, found another one."
        );
    }

    private string Command(string output, int epochs = Epochs)
    {
        if (!File.Exists(folder["weekly.csv"]))
            SampleSeries.WeeklyFile(folder["weekly.csv"]);
        return $"train forecast --data {folder["weekly.csv"]} --target value --look-back 14 --horizon 3 -o {folder[output]}"
            + $" --hidden 12 --layers 2 --dropout 0.2 --schedule plateau --epochs {epochs} --patience {epochs} --threads 1";
    }
}
