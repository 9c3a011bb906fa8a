using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class CustomFunctionTests
{
    /// <summary>x * y + k, with gradients of its own.</summary>
    private sealed class Product : SingleTensorFunction<Product>
    {
        public override string Name => nameof(Product);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var (x, y, k) = ((Tensor)vars[0], (Tensor)vars[1], (double)vars[2]);
            ctx.save_for_backward(new List<Tensor> { x, y });
            ctx.save_data("factor", 1.0);
            return x * y + k;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var factor = (double)ctx.get_data("factor");
            return new List<Tensor> { grad_output * saved[1] * factor, grad_output * saved[0], null! };
        }
    }

    private sealed class SumAndDifference : MultiTensorFunction<SumAndDifference>
    {
        public override string Name => nameof(SumAndDifference);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
            return new List<Tensor> { x + y, x - y };
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs) =>
            new() { grad_outputs[0] + grad_outputs[1], grad_outputs[0] - grad_outputs[1] };
    }

    /// <summary>Keeps its own output, as recurrent kernels do.</summary>
    private sealed class Exponential : SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var result = ((Tensor)vars[0]).exp();
            ctx.save_for_backward(new List<Tensor> { result });
            return result;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            new() { grad_output * ctx.get_saved_variables()[0] };
    }

    [TestMethod]
    public void SingleTensor_Backward_IsCalledWithTheSavedTensors()
    {
        using var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        using var y = tensor(new[] { 3.0, 4.0 }, requires_grad: true);
        using var result = Product.apply(x, y, 10.0);
        CollectionAssert.AreEqual(new[] { 13.0, 18.0 }, result.data<double>().ToArray());
        Assert.IsTrue(result.requires_grad);
        (result * 2).sum().backward();
        CollectionAssert.AreEqual(new[] { 6.0, 8.0 }, x.grad!.data<double>().ToArray());
        CollectionAssert.AreEqual(new[] { 2.0, 4.0 }, y.grad!.data<double>().ToArray());
    }

    [TestMethod]
    public void SingleTensor_WithoutGradients_JustComputes()
    {
        using var result = Product.apply(ones(1), ones(1), 1.0);
        Assert.IsFalse(result.requires_grad);
        Assert.AreEqual(2f, result.item<float>());
    }

    [TestMethod]
    public void MultiTensor_UnusedOutput_HasAZeroGradient()
    {
        using var x = ones(2, requires_grad: true);
        using var y = ones(2, requires_grad: true);
        var results = SumAndDifference.apply(x, y);
        results[1].sum().backward();
        CollectionAssert.AreEqual(new[] { 1f, 1f }, x.grad!.data<float>().ToArray());
        CollectionAssert.AreEqual(new[] { -1f, -1f }, y.grad!.data<float>().ToArray());
    }

    [TestMethod]
    public void SavedOutput_IsUsedInBackward_AndChainsWithOtherOperators()
    {
        using var x = tensor(new[] { 0.5, 1.5 }, requires_grad: true);
        Exponential.apply(x * 2).sum().backward();
        using var expected = 2 * (x.detach() * 2).exp();
        Assert.IsTrue(expected.allclose(x.grad!));
    }

    [TestMethod]
    public void ManyCalls_LeaveNoTensorBehind()
    {
        using var x = ones(4, requires_grad: true);
        Run();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 100; i++)
            Run();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.IsLessThanOrEqualTo(before, Tensor.TotalCount);

        void Run()
        {
            using var scope = NewDisposeScope();
            Product.apply(x, x, 0.0).sum().backward();
            x.grad = null;
        }
    }

    [TestMethod]
    public void Apply_LeavesToTheScope_WhatForwardReturnedAndOneMoreOfItsShape()
    {
        using var x = ones(2, requires_grad: true);
        using var y = ones(2);
        using var scope = NewDisposeScope();
        _ = Product.apply(x, y, 0.0);
        var withGradients = scope.DisposablesCount;
        using (no_grad())
            _ = Product.apply(x, y, 0.0);
        Assert.AreEqual(withGradients - 1, scope.DisposablesCount - withGradients);
    }

    [TestMethod]
    public void Backward_Twice_StillHasTheSavedTensors()
    {
        using var x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        using var sum = Product.apply(x, ones(2, dtype: float64), 0.0).sum();
        sum.backward();
        sum.backward();
        CollectionAssert.AreEqual(new[] { 2.0, 2.0 }, x.grad!.data<double>().ToArray());
    }
}
