using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class AutogradTests
{
    [TestMethod]
    public void Backward_OfASquare_GivesTwiceTheValue()
    {
        using var x = tensor(new[] { 1f, -3f }, requires_grad: true);
        Assert.IsNull(x.grad);
        x.pow(2).sum().backward();
        CollectionAssert.AreEqual(new[] { 2f, -6f }, x.grad!.data<float>().ToArray());
        x.pow(2).sum().backward();
        CollectionAssert.AreEqual(new[] { 4f, -12f }, x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void Backward_OfANonScalar_TakesGradients()
    {
        using var x = ones(2, requires_grad: true);
        using var weights = tensor(new[] { 1f, 5f });
        (x * 2).backward(new[] { weights });
        CollectionAssert.AreEqual(new[] { 2f, 10f }, x.grad!.data<float>().ToArray());
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => (x * 2).backward());
    }

    [TestMethod]
    public void Backward_Twice_NeedsRetainGraph()
    {
        using var x = ones(1, requires_grad: true);
        using var y = x.pow(3).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.AreEqual(6f, x.grad!.item<float>());
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => y.backward());
    }

    [TestMethod]
    public void NoGrad_RecordsNothing_AndRestoresTheModeBefore()
    {
        using var x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.IsFalse(is_grad_enabled());
            Assert.IsFalse((x * 2).requires_grad);
            using (enable_grad())
                Assert.IsTrue((x * 2).requires_grad);
            Assert.IsFalse(is_grad_enabled());
        }
        Assert.IsTrue(is_grad_enabled());
        Assert.IsTrue((x * 2).requires_grad);
    }

    [TestMethod]
    public void InferenceMode_RecordsNothing()
    {
        using var x = ones(1, requires_grad: true);
        using (inference_mode())
        {
            Assert.IsTrue(is_inference_mode_enabled());
            Assert.IsFalse((x * 2).requires_grad);
        }
        Assert.IsFalse(is_inference_mode_enabled());
    }

    [TestMethod]
    public void Detach_CutsTheGraph_LeavesAreLeaves()
    {
        using var x = ones(1, requires_grad: true);
        Assert.IsTrue(x.is_leaf);
        using var y = x * 2;
        Assert.IsFalse(y.is_leaf);
        Assert.IsFalse(y.detach().requires_grad);
        y.retain_grad();
        (y * 3).sum().backward();
        Assert.AreEqual(3f, y.grad!.item<float>());
    }

    [TestMethod]
    public void Grad_OfTheGradient_IsTheSecondDerivative()
    {
        using var x = tensor(2.0, requires_grad: true);
        using var y = x.pow(3);
        var first = autograd.grad(new[] { y }, new[] { x }, create_graph: true)[0];
        Assert.AreEqual(12.0, first.item<double>());
        var second = autograd.grad(new[] { first }, new[] { x })[0];
        Assert.AreEqual(12.0, second.item<double>());
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void InPlace_OnWhatBackwardNeeds_IsFound()
    {
        using var x = ones(2, requires_grad: true);
        using var y = x.exp();
        y.mul_(2);
        var error = Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => y.sum().backward());
        StringAssert.Contains(error.Message, "inplace operation");
    }

    [TestMethod]
    public void Indexing_IsDifferentiable()
    {
        using var x = ones(3, 2, requires_grad: true);
        x[TensorIndex.Colon, 1].sum().backward();
        CollectionAssert.AreEqual(new[] { 0f, 1f, 0f, 1f, 0f, 1f }, x.grad!.data<float>().ToArray());
    }
}
