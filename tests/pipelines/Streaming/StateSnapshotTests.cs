using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Tests.Shared;
using static Rnn.Onnx.Pipelines.Tests.StreamRows;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class StateSnapshotTests : IDisposable
{
    private const int Devices = 5;

    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public StateSnapshotTests() => path = Save(folder);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Restore_InANewEngine_GoesOnWhereTheOldOneStopped()
    {
        using var model = SequenceModel.Load(path);
        using var later = Engine(path);
        later.Predict(Step(99, Stream(99, 1), 0));
        later.Restore(Taken());

        Assert.AreEqual(Devices, later.Count);
        Assert.IsFalse(later.Contains(Name(99)), "What there was gives way.");
        for (var device = 0; device < Devices; device++)
        {
            var stream = Stream(device, 6);
            AreClose(Whole(model, stream), later.Predict(Step(device, stream, 3, count: 3)).Prediction, Name(device));
        }
    }

    [TestMethod]
    public void Snapshot_OfARestoredEngine_IsTheSameBytes()
    {
        var bytes = Taken();
        using var engine = Engine(path);
        engine.Restore(bytes);
        CollectionAssert.AreEqual(bytes, engine.Snapshot());
    }

    [TestMethod]
    public void SnapshotAndRestore_InTheMiddleOfAStream_TakeTheirPartAlone()
    {
        using var engine = Engine(path);
        engine.Predict(Step(0, Stream(0, 1), 0));
        using var stream = new MemoryStream();
        stream.WriteByte(42);
        engine.Snapshot(stream);
        stream.Position = 1;
        engine.Reset(Name(0));
        engine.Restore(stream);
        Assert.IsTrue(engine.Contains(Name(0)));
    }

    [TestMethod]
    public void Restore_IntoLessRoom_KeepsTheLatestUsed()
    {
        using var small = Engine(path, ByDevice with { Capacity = 2 });
        small.Restore(Taken());
        Assert.AreEqual(2, small.Count);
        Assert.IsTrue(small.Contains(Name(Devices - 1)) && small.Contains(Name(Devices - 2)));
        Assert.AreEqual(0, small.EvictedCount);
    }

    [TestMethod]
    public void Restore_AnyByteChangedOrMissing_IsOneSentenceAndChangesNothing()
    {
        var bytes = Taken();
        using var engine = Engine(path);
        engine.Predict(Step(99, Stream(99, 1), 0));
        var before = engine.Snapshot();
        // Every byte of the head and of the first key, and some of the rest.
        foreach (
            var place in Enumerable
                .Range(0, 100)
                .Concat(Enumerable.Range(100, bytes.Length - 100).Where(i => i % 37 == 0))
        )
        {
            byte[] damaged = [.. bytes];
            damaged[place] ^= 0x41;
            Refused(damaged, "");
            Refused(bytes[..place], "");
        }
        Refused([], "expected all that was written, found a part.");
        Refused([.. "Something else altogether"u8], "expected the bytes of one, found others.");
        CollectionAssert.AreEqual(before, engine.Snapshot());

        void Refused(byte[] damaged, string sentence)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => engine.Restore(damaged));
            StringAssert.StartsWith(error.Message, $"Snapshot of states for model '");
            StringAssert.EndsWith(error.Message, sentence);
        }
    }

    [TestMethod]
    public void Restore_OfAnotherModel_IsRefused()
    {
        var bytes = Taken();
        using var other = Engine(Save(folder, cell: CellKind.Gru));
        var error = Assert.ThrowsExactly<InvalidInputException>(() => other.Restore(bytes));
        StringAssert.EndsWith(error.Message, "expected one of this model file, found one of another.");
    }

    // After three steps of each device.
    private byte[] Taken()
    {
        using var engine = Engine(path);
        for (var device = 0; device < Devices; device++)
            engine.Predict(Step(device, Stream(device, 6), 0, count: 3));
        return engine.Snapshot();
    }
}
