using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class TensorOperatorTests
{
    private static float[] Values(Tensor t) => t.to(ScalarType.Float32).data<float>().ToArray();

    [TestMethod]
    public void Operators_WithNumbersOnEitherSide_Compute()
    {
        using var t = tensor(new[] { 1f, 2f, 4f });
        CollectionAssert.AreEqual(new[] { 3f, 4f, 6f }, Values(t + 2));
        CollectionAssert.AreEqual(new[] { 1f, 0f, -2f }, Values(2 - t));
        CollectionAssert.AreEqual(new[] { 2f, 1f, 0.5f }, Values(2.0 / t));
        CollectionAssert.AreEqual(new[] { -1f, -2f, -4f }, Values(-t));
        CollectionAssert.AreEqual(new[] { 1f, 0f, 0f }, Values(t % 2));
        CollectionAssert.AreEqual(new[] { 0f, 0f, 1f }, Values(t > 2));
        CollectionAssert.AreEqual(new[] { 0f, 1f, 0f }, Values(t == 2));
    }

    [TestMethod]
    public void IntegerTensor_TimesReal_BecomesFloat()
    {
        using var t = arange(3) * 0.5;
        Assert.AreEqual(ScalarType.Float32, t.dtype);
        Assert.AreEqual(ScalarType.Float32, (arange(3) / 2).dtype);
        Assert.AreEqual(ScalarType.Int64, arange(3).div(2, RoundingMode.floor).dtype);
        Assert.AreEqual(ScalarType.Float64, promote_types(ScalarType.Float32, ScalarType.Float64));
    }

    [TestMethod]
    public void InPlace_ReturnsTheSameObject()
    {
        using var t = ones(2);
        Assert.AreSame(t, t.add_(1));
        Assert.AreSame(t, t.mul_(3).clamp_(0, 5));
    }

    [TestMethod]
    public void ZeroTriuTril_InPlace_ReturnANewObjectForTheSameTensor()
    {
        using var t = ones(2, 2);
        Assert.AreNotSame(t, t.triu_());
        CollectionAssert.AreEqual(new[] { 1f, 1f, 0f, 1f }, Values(t));
        Assert.AreNotSame(t, t.tril_());
        CollectionAssert.AreEqual(new[] { 1f, 0f, 0f, 1f }, Values(t));
        using var zeroed = t.zero_();
        Assert.AreNotSame(t, zeroed);
        CollectionAssert.AreEqual(new float[4], Values(t));
        zeroed.fill_(3);
        CollectionAssert.AreEqual(new[] { 3f, 3f, 3f, 3f }, Values(t));
    }

    [TestMethod]
    public void Elu_WithOneNumber_IsNotInPlace()
    {
        using var t = tensor(new[] { -2f, 3f });
        using var result = t.elu_();
        CollectionAssert.AreEqual(new[] { -2f, 3f }, Values(t));
        Assert.AreEqual(Math.Exp(-2) - 1, result[0].item<float>(), 1e-6);
        Assert.AreSame(t, t.elu_((Scalar)1.0, (Scalar)1.0, (Scalar)1.0));
    }

    [TestMethod]
    public void Where_ChoosesFromTheTensorWhereTheConditionHolds()
    {
        using var t = tensor(new[] { 1f, 2f });
        using var condition = tensor(new[] { true, false });
        CollectionAssert.AreEqual(new[] { 1f, 0f }, Values(t.where(condition, zeros(2))));
        CollectionAssert.AreEqual(new[] { 1f, 0f }, Values(where(condition, t, zeros(2))));
        Assert.ThrowsExactly<ArgumentException>(() => t.where(ones(2), zeros(2)));
        Assert.ThrowsExactly<ArgumentException>(() => where(ones(2), t, zeros(2)));
    }

    [TestMethod]
    public void Variance_OfAllElements_IgnoresUnbiased_AndVarMeanGivesTheDeviation()
    {
        using var t = tensor(new[] { 0f, 1f, 2f });
        Assert.AreEqual(1f, t.var(unbiased: false).item<float>(), 1e-6f);
        Assert.AreEqual(2f / 3, t.var(0, unbiased: false).item<float>(), 1e-6f);
        Assert.AreEqual(Math.Sqrt(2.0 / 3), t.std(unbiased: false).item<float>(), 1e-6);
        Assert.AreEqual(2f / 3, t.var_mean(unbiased: false).var.item<float>(), 1e-6f);
        Assert.AreEqual(Math.Sqrt(2.0 / 3), var_mean(t, unbiased: false).var.item<float>(), 1e-6);
        Assert.AreEqual(ScalarType.Float32, t.var(0, type: ScalarType.Float64).dtype);
    }

    [TestMethod]
    public void SplitsThatDoNotDivide_AndPlusOfTruthValues_AreArgumentExceptions()
    {
        Assert.ThrowsExactly<ArgumentException>(() => ones(4, 4).vsplit(3));
        Assert.ThrowsExactly<ArgumentException>(() => ones(4, 4).hsplit(3));
        Assert.ThrowsExactly<ArgumentException>(() => ones(4, 4, 4).dsplit(3));
        Assert.HasCount(2, ones(4, 4).hsplit(2));
        Assert.ThrowsExactly<ArgumentException>(() => tensor(new[] { true }).positive());
    }

    [TestMethod]
    public void NumberMinusTensor_LeavesTheNegativeToItsScope()
    {
        using var t = ones(2);
        using var scope = NewDisposeScope();
        var (difference, quotient) = (3 - t, 3 / t);
        Assert.AreEqual(4, scope.DisposablesCount);
        CollectionAssert.AreEqual(new[] { 2f, 2f }, Values(difference));
        CollectionAssert.AreEqual(new[] { 3f, 3f }, Values(quotient));
    }

    [TestMethod]
    public void Reductions_AlongDimensions_KeepThemWhenAsked()
    {
        using var t = arange(6, dtype: ScalarType.Float32).reshape(2, 3);
        CollectionAssert.AreEqual(new[] { 3f, 12f }, Values(t.sum(1)));
        CollectionAssert.AreEqual(new long[] { 2, 1 }, t.mean(new long[] { 1 }, keepdim: true).shape);
        Assert.AreEqual(2.5f, t.mean().item<float>());
        var (values, indexes) = t.max(1);
        CollectionAssert.AreEqual(new[] { 2f, 5f }, Values(values));
        CollectionAssert.AreEqual(new long[] { 2, 2 }, indexes.data<long>().ToArray());
        Assert.AreEqual(5L, t.argmax().item<long>());
        CollectionAssert.AreEqual(new long[] { 1, 1, 1 }, t.argmax(0).data<long>().ToArray());
        Assert.AreEqual(1f, t[0].std().item<float>());
        Assert.AreEqual(2f / 3, t[0].var(0, unbiased: false).item<float>(), 1e-6f);
        CollectionAssert.AreEqual(new[] { 0f, 1f, 3f }, Values(t[0].cumsum(0)));
    }

    [TestMethod]
    public void SortAndTopk_GiveValuesAndPlaces()
    {
        using var t = tensor(new[] { 3f, 1f, 2f });
        var (sorted, places) = t.sort();
        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f }, Values(sorted));
        CollectionAssert.AreEqual(new long[] { 1, 2, 0 }, places.data<long>().ToArray());
        var (top, indexes) = t.topk(2);
        CollectionAssert.AreEqual(new[] { 3f, 2f }, Values(top));
        CollectionAssert.AreEqual(new long[] { 0, 2 }, indexes.data<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { 0, 2, 1 }, t.argsort(descending: true).data<long>().ToArray());
    }

    [TestMethod]
    public void Shapes_ChangeWithoutMovingElements()
    {
        using var t = arange(24).reshape(2, 3, 4);
        CollectionAssert.AreEqual(new long[] { 4, 2, 3 }, t.permute(2, 0, 1).shape);
        CollectionAssert.AreEqual(new long[] { 3, 2, 4 }, t.transpose(0, 1).shape);
        CollectionAssert.AreEqual(new long[] { 2, 12 }, t.flatten(1).shape);
        CollectionAssert.AreEqual(new long[] { 2, 1, 3, 4 }, t.unsqueeze(1).shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 4 }, t.unsqueeze(1).squeeze(1).shape);
        CollectionAssert.AreEqual(new long[] { 6, 4 }, t.view(-1, 4).shape);
        CollectionAssert.AreEqual(new long[] { 5, 3 }, zeros(1, 3).expand(5, 3).shape);
        Assert.IsFalse(t.transpose(0, 1).is_contiguous());
        Assert.IsTrue(t.transpose(0, 1).contiguous().is_contiguous());
    }

    [TestMethod]
    public void CatStackSplitChunk_JoinAndPart()
    {
        using var a = zeros(2, 3);
        using var b = ones(1, 3);
        CollectionAssert.AreEqual(new long[] { 3, 3 }, cat(new[] { a, b }).shape);
        CollectionAssert.AreEqual(new long[] { 2, 2, 3 }, stack(new[] { a, a }, 1).shape);
        CollectionAssert.AreEqual(new long[] { 4, 3 }, vstack(new[] { a, a }).shape);
        Assert.AreEqual(2, arange(5).split(3).Length);
        CollectionAssert.AreEqual(
            new long[] { 1, 4 },
            arange(5).split(new long[] { 1, 4 }).Select(p => p.size(0)).ToArray()
        );
        Assert.AreEqual(3, a.chunk(3, 1).Length);
        Assert.AreEqual(2, a.unbind().Length);
    }

    [TestMethod]
    public void Products_MultiplyMatrices()
    {
        using var a = arange(4, dtype: ScalarType.Float32).reshape(2, 2);
        using var b = ones(2, 2);
        CollectionAssert.AreEqual(new[] { 1f, 1f, 5f, 5f }, Values(a.matmul(b)));
        CollectionAssert.AreEqual(new[] { 1f, 1f, 5f, 5f }, Values(mm(a, b)));
        CollectionAssert.AreEqual(new[] { 2f, 2f, 6f, 6f }, Values(b.addmm(a, b)));
        CollectionAssert.AreEqual(new long[] { 5, 2, 2 }, bmm(ones(5, 2, 3), ones(5, 3, 2)).shape);
        CollectionAssert.AreEqual(new[] { 1f, 1f, 5f, 5f }, Values(einsum("ij,jk->ik", a, b)));
    }

    [TestMethod]
    public void Softmax_SumsToOne_LogSoftmaxIsItsLogarithm()
    {
        using var t = tensor(new[] { 1f, 2f, 3f });
        Assert.AreEqual(1f, t.softmax(0).sum().item<float>(), 1e-6f);
        Assert.IsTrue(t.log_softmax(0).allclose(t.softmax(0).log(), atol: 1e-6));
        Assert.IsTrue(nn.functional.softmax(t, 0).allclose(t.softmax(0)));
        Assert.AreEqual(3.4076059f, t.logsumexp(0).item<float>(), 1e-5f);
    }

    [TestMethod]
    public void Elementary_FunctionsHaveTheirValues()
    {
        using var t = tensor(new[] { 0.0, 1.0, 4.0 });
        CollectionAssert.AreEqual(new[] { 0.0, 1.0, 2.0 }, t.sqrt().data<double>().ToArray());
        Assert.AreEqual(Math.E, t.exp()[1].item<double>(), 1e-12);
        Assert.AreEqual(Math.Tanh(4), t.tanh()[2].item<double>(), 1e-12);
        Assert.AreEqual(0.5, t.sigmoid()[0].item<double>());
        CollectionAssert.AreEqual(new[] { 0.0, 1.0, 16.0 }, t.pow(2).data<double>().ToArray());
        CollectionAssert.AreEqual(new[] { 1.0, 1.0, 3.0 }, t.clamp(1, 3).data<double>().ToArray());
        CollectionAssert.AreEqual(new[] { 0.0, 0.0, 3.0 }, (t - 1).relu().data<double>().ToArray());
    }

    [TestMethod]
    public void NotANumber_IsFound()
    {
        using var t = tensor(new[] { float.NaN, float.PositiveInfinity, 1f });
        CollectionAssert.AreEqual(new[] { 1f, 0f, 0f }, Values(t.isnan()));
        CollectionAssert.AreEqual(new[] { 0f, 0f, 1f }, Values(t.isfinite()));
        Assert.IsTrue(t.isnan().any().item<bool>());
    }

    [TestMethod]
    public void TrilTriu_OneHot_AreTriangularAndUnit()
    {
        CollectionAssert.AreEqual(new[] { 1f, 0f, 1f, 1f }, Values(ones(2, 2).tril()));
        CollectionAssert.AreEqual(new[] { 0f, 1f, 0f, 0f }, Values(ones(2, 2).triu(1)));
        CollectionAssert.AreEqual(
            new long[] { 0, 1, 0, 1, 0, 0 },
            nn.functional.one_hot(tensor(new long[] { 1, 0 }), 3).data<long>().ToArray()
        );
    }

    [TestMethod]
    public void Mismatch_OfShapes_IsAnExternalExceptionWithLibtorchsSentence()
    {
        var error = Assert.ThrowsExactly<ExternalException>(() => ones(2, 3).mm(ones(4, 5)));
        StringAssert.Contains(error.Message, "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)");
    }

    [TestMethod]
    public void CudaSynchronize_WithoutADevice_DoesNothing()
    {
        cuda.synchronize();
        Assert.AreEqual(2f, ones(1).add_(1).item<float>());
    }

    [TestMethod]
    public void Threads_AreSetAndRead()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.AreEqual(1, get_num_threads());
        set_num_threads(before);
    }
}
