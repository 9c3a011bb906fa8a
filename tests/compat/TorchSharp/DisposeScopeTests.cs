using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class DisposeScopeTests
{
    [TestMethod]
    public void Scope_Disposed_DisposesWhatWasMadeInIt()
    {
        Tensor inner;
        using (var scope = NewDisposeScope())
        {
            inner = zeros(1);
            Assert.AreEqual(1, scope.DisposablesCount);
            Assert.IsTrue(scope.Contains(inner));
        }
        Assert.IsTrue(inner.IsInvalid);
    }

    [TestMethod]
    public void MoveToOuter_LeavesOneScope_DetachAll()
    {
        using var outer = NewDisposeScope();
        Tensor moved,
            detached;
        using (NewDisposeScope())
        {
            moved = zeros(1).MoveToOuterDisposeScope();
            detached = zeros(1).DetachFromDisposeScope();
        }
        Assert.IsFalse(moved.IsInvalid);
        outer.Dispose();
        Assert.IsTrue(moved.IsInvalid);
        Assert.IsFalse(detached.IsInvalid);
        detached.Dispose();
    }

    [TestMethod]
    public void DisposeEverythingBut_KeepsTheNamedOnes()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (zeros(1), zeros(1));
        scope.DisposeEverythingBut(a);
        Assert.IsFalse(a.IsInvalid);
        Assert.IsTrue(b.IsInvalid);
    }

    [TestMethod]
    public void AttachAndCurrent_FollowTheInnermostScope()
    {
        using var loose = zeros(1);
        using (var outer = NewDisposeScope())
        {
            Assert.AreSame(outer, CurrentDisposeScope);
            using (var inner = NewDisposeScope())
            {
                Assert.AreSame(inner, CurrentDisposeScope);
                inner.Attach(loose);
            }
            Assert.AreSame(outer, CurrentDisposeScope);
        }
        Assert.IsTrue(loose.IsInvalid);
    }

    [TestMethod]
    public void Statistics_CountWhatLives()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var total = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            _ = zeros(1) + 1;
            Assert.AreEqual(before + 2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Assert.IsGreaterThanOrEqualTo(total + 2, Tensor.PeakCount);
        }
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void LinearMadeInAScope_OutlivesIt()
    {
        Modules.Linear layer;
        using (NewDisposeScope())
            layer = nn.Linear(2, 1);
        using (layer)
            Assert.AreEqual(2, layer.parameters().Count());
    }

    [TestMethod]
    public void PackedSequence_BelongsToTheScope()
    {
        nn.utils.rnn.PackedSequence packed;
        using (NewDisposeScope())
            packed = nn.utils.rnn.pack_sequence(new[] { ones(2, 1), ones(1, 1) });
        Assert.IsTrue(packed.data.IsInvalid);
    }

    [TestMethod]
    public void Scope_UsedAfterDisposal_Throws()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => scope.DisposablesCount);
    }

    [TestMethod]
    public void OtherThreads_HaveScopesOfTheirOwn()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;
        var thread = new Thread(() => made = zeros(1));
        thread.Start();
        thread.Join();
        Assert.AreEqual(0, scope.DisposablesCount);
        made!.Dispose();
    }
}
