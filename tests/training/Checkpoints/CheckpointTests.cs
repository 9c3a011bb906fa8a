using System.Buffers.Binary;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tests.Toys;

namespace Rnn.Onnx.Training.Tests.Checkpoints;

/// <summary>A checkpoint that is damaged, foreign or of another run is refused in one sentence.</summary>
[TestClass]
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TrainerOptions options;

    public CheckpointTests() =>
        options = ToyRun.Quick with
        {
            Epochs = 2,
            Checkpoint = new() { Folder = folder.Path },
        };

    private string File => folder[Checkpoint.FileName];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Open_EveryByteFlipped_IsRefused()
    {
        ToyRun.Train(options);
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.AreEqual(2, Checkpoint.Open(File).History.Count);
        for (var i = 0; i < bytes.Length; i += i < 60 ? 1 : 37)
        {
            bytes[i] ^= 0x10;
            RefusedSentence(bytes);
            bytes[i] ^= 0x10;
        }
    }

    [TestMethod]
    public void Open_CutAnywhereOrLonger_IsRefused()
    {
        ToyRun.Train(options);
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < bytes.Length; length += length < 200 ? 1 : 61)
            RefusedSentence(bytes[..length]);
        StringAssert.Contains(RefusedSentence(bytes[..^1]), "the file is cut short");
        Assert.AreEqual($"Checkpoint '{File}': expected its end, found 1 bytes more.", RefusedSentence([.. bytes, 0]));
    }

    [TestMethod]
    public void Open_ForeignOrNewer_SaysWhatItIs()
    {
        ToyRun.Train(options);
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.AreEqual(
            $"Checkpoint '{File}': expected a file that begins as checkpoints do, found another one.",
            RefusedSentence([80, 75, 3, 4, .. bytes])
        );
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan("rnn-checkpoint\n".Length), 2);
        Assert.AreEqual($"Checkpoint '{File}': expected format version 1, found 2.", RefusedSentence(bytes));
    }

    [TestMethod]
    public void Open_HeaderThatLies_IsRefused()
    {
        // Hashes are right: whoever wrote this meant it.
        ToyRun.Train(options);
        var (header, parts) = CheckpointFormat.Read(System.IO.File.ReadAllBytes(File), File);
        Rewrite(header with { History = [] }, parts);
        Refused(() => Checkpoint.Open(File), "expected a history of epochs from 1, found another");
        Rewrite(header with { Options = header.Options with { Epochs = 0 } }, parts);
        Assert.ThrowsExactly<InvalidInputException>(() => Checkpoint.Open(File));
        Rewrite(header, parts.Where(part => part.Key != "optimizer"));
        Refused(() => Checkpoint.Open(File), "expected a part optimizer, found none");
    }

    [TestMethod]
    [DataRow("weights", "expected 196 bytes of weights, found 3")]
    [DataRow("best-weights", "expected 196 bytes of best-weights, found 3")]
    [DataRow("optimizer", "expected the state of this optimizer, found another")]
    [DataRow("random-state", "expected a random state of 5056 bytes, found 3")]
    public void Resume_PartOfAnotherSize_IsRefused(string name, string what)
    {
        ToyRun.Train(options);
        var (header, parts) = CheckpointFormat.Read(System.IO.File.ReadAllBytes(File), File);
        parts[name] = new byte[] { 1, 2, 3 };
        Rewrite(header, parts);
        Refused(() => Resume(options), what);
    }

    [TestMethod]
    [DataRow("optimizer", "expected the state of this optimizer, found another")]
    [DataRow("random-state", "expected a random state of this library, found another")]
    public void Resume_PartWithWildBytes_IsTakenOrRefused(string name, string what)
    {
        // Hashes are right, so only the reader of the part stands in between.
        ToyRun.Train(options);
        var (header, parts) = CheckpointFormat.Read(System.IO.File.ReadAllBytes(File), File);
        var state = parts[name].ToArray();
        var refused = 0;
        for (var i = 0; i < state.Length; i += i < 64 ? 4 : state.Length / 50)
        {
            var wild = state.ToArray();
            wild.AsSpan(i, Math.Min(9, state.Length - i)).Fill(0xff);
            parts[name] = wild;
            Rewrite(header, parts);
            try
            {
                Resume(options);
                using var drawn = TorchSharp.torch.rand(2000);
            }
            catch (InvalidInputException e)
            {
                StringAssert.Contains(e.Message, what);
                refused++;
            }
        }
        Assert.IsGreaterThan(0, refused);
    }

    [TestMethod]
    public void Resume_OtherOptions_NamesTheFirst()
    {
        ToyRun.Train(options);
        Refused(() => Resume(options with { LearningRate = 0.5 }), "expected option learning-rate 0.5, found 0.02");
        Refused(
            () => Resume(options with { Optimizer = new() { Kind = OptimizerKind.Sgd } }),
            "expected option optimizer.kind \"Sgd\", found \"Adam\""
        );
        Refused(
            () => Resume(options with { Schedule = new() { Kind = ScheduleKind.Cosine } }),
            "expected option schedule.kind \"Cosine\", found \"Constant\""
        );
        Refused(() => Resume(options with { BatchSize = 8 }), "expected option batch-size 8, found 16");
        Resume(options with { Patience = 50, Threads = 2, Device = TrainingDevice.Cpu });
    }

    [TestMethod]
    public void Resume_MoreEpochsOfAScheduleThatKnowsTheEnd_IsRefused()
    {
        var cosine = options with { Schedule = new() { Kind = ScheduleKind.Cosine } };
        ToyRun.Train(cosine);
        Refused(() => Resume(cosine with { Epochs = 3 }), "expected option epochs 3, found 2");
    }

    [TestMethod]
    public void Resume_OtherShape_NamesTheTensor()
    {
        ToyRun.Train(options);
        Refused(
            () => Resume(options, hidden: 9),
            "expected '0.weight' of Float32 [9, 4] as in the model, found '0.weight' of Float32 [8, 4]"
        );
    }

    [TestMethod]
    public void Resume_OtherDataOrModel_SaysWhich()
    {
        ToyRun.Train(options);
        using var model = ToyRun.Model();
        var objective = ToyRun.Objective(model);
        var resuming = new Trainer(options with { Checkpoint = options.Checkpoint! with { Resume = true } });
        var data = new ToyData(90, 16, seed: 1);
        Refused(
            () => resuming.Fit(objective, new ToyData(80, 16, seed: 1), new ToyData(40, 40, seed: 2)),
            "expected data of 80 rows in 5 batches to train on and 40 to validate on, found 90 in 6 and 40"
        );
        var other = objective with { Description = new CheckpointModel("tagger", "{}") };
        Refused(() => resuming.Fit(other, data, data), "expected a model of the kind tagger, found toy");
        other = objective with { Description = new CheckpointModel("toy", """{"hidden":16}""") };
        Refused(() => resuming.Fit(other, data, data), "expected model option hidden 16, found 8");
    }

    [TestMethod]
    public void Fit_FolderWithACheckpoint_IsNotOverwritten()
    {
        ToyRun.Train(options);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ToyRun.Train(options));
        StringAssert.StartsWith(error.Message, "Option checkpoint: expected a folder without a checkpoint, found '");
    }

    [TestMethod]
    public void Fit_History_IsWrittenAsJsonAndCsv()
    {
        var (_, result) = ToyRun.Train(options);
        var lines = System.IO.File.ReadAllLines(folder["history.csv"]);
        Assert.AreEqual(
            "epoch,training-loss,validation-loss,learning-rate,mean-gradient-norm,largest-gradient-norm,seconds,rows-per-second",
            lines[0]
        );
        Assert.HasCount(3, lines);
        using var json = System.Text.Json.JsonDocument.Parse(System.IO.File.ReadAllText(folder["history.json"]));
        for (var i = 0; i < 2; i++)
        {
            var (row, entry) = (lines[i + 1].Split(','), json.RootElement[i]);
            Assert.AreEqual(
                result.History[i].TrainingLoss,
                double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture)
            );
            Assert.AreEqual(result.History[i].ValidationLoss, entry.GetProperty("validation-loss").GetDouble());
            Assert.AreEqual(
                result.History[i].LargestGradientNorm,
                entry.GetProperty("largest-gradient-norm").GetDouble()
            );
        }
    }

    private static void Resume(TrainerOptions options, int hidden = 8) =>
        ToyRun.Train(options with { Checkpoint = options.Checkpoint! with { Resume = true } }, hidden: hidden);

    private void Rewrite(CheckpointHeader header, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> parts) =>
        System.IO.File.WriteAllBytes(
            File,
            CheckpointFormat.Write(header, [.. parts.Select(part => (part.Key, part.Value.ToArray()))])
        );

    private void Refused(Action action, string what)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(action);
        StringAssert.StartsWith(error.Message, $"Checkpoint '{File}': {what}");
        StringAssert.EndsWith(error.Message, ".");
    }

    private string RefusedSentence(byte[] bytes)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
        {
            var broken = folder["broken"];
            System.IO.File.WriteAllBytes(broken, bytes);
            Checkpoint.Open(broken);
        });
        return error.Message.Replace(folder["broken"], File, StringComparison.Ordinal);
    }
}
