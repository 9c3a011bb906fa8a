using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class LossAndInitTests
{
    [TestMethod]
    public void ElementwiseLosses_AverageUnlessTold()
    {
        using var x = tensor(new[] { 0f, 3f });
        using var y = tensor(new[] { 1f, 0f });
        Assert.AreEqual(5f, functional.mse_loss(x, y).item<float>());
        Assert.AreEqual(10f, MSELoss(Reduction.Sum).call(x, y).item<float>());
        CollectionAssert.AreEqual(new[] { 1f, 9f }, MSELoss(Reduction.None).call(x, y).data<float>().ToArray());
        Assert.AreEqual(2f, L1Loss().call(x, y).item<float>());
        Assert.AreEqual(1.5f, SmoothL1Loss().call(x, y).item<float>());
        Assert.AreEqual(1.5f, HuberLoss().call(x, y).item<float>());
        Assert.AreEqual(2.75f, functional.huber_loss(x, y, 2).item<float>() + 0.5f, 1e-6f);
    }

    [TestMethod]
    public void CrossEntropy_IsNllOfLogSoftmax_AndIgnoresTheIndex()
    {
        using var scores = tensor(new[] { 1f, 2f, 3f, 1f, 0f, 0f }, new long[] { 2, 3 });
        using var classes = tensor(new long[] { 2, 0 });
        using var loss = CrossEntropyLoss().call(scores, classes);
        using var expected = NLLLoss().call(scores.log_softmax(1), classes);
        Assert.AreEqual(expected.item<float>(), loss.item<float>(), 1e-6f);
        using var ignored = tensor(new long[] { 2, -100 });
        Assert.AreEqual(0.40760595f, functional.cross_entropy(scores, ignored).item<float>(), 1e-6f);
        Assert.AreEqual(0.40760595f, CrossEntropyLoss(ignore_index: 0).call(scores, classes).item<float>(), 1e-6f);
    }

    [TestMethod]
    public void BinaryLosses_AgreeWithEachOther()
    {
        using var logits = tensor(new[] { -1f, 2f });
        using var target = tensor(new[] { 0f, 1f });
        Assert.AreEqual(
            BCELoss().call(logits.sigmoid(), target).item<float>(),
            BCEWithLogitsLoss().call(logits, target).item<float>(),
            1e-6f
        );
    }

    [TestMethod]
    public void Activations_AsModules_EqualTheFunctions()
    {
        using var x = linspace(-2, 2, 9);
        Assert.IsTrue(ReLU().call(x).Equals(x.relu()));
        Assert.IsTrue(Tanh().call(x).Equals(x.tanh()));
        Assert.IsTrue(Sigmoid().call(x).Equals(x.sigmoid()));
        Assert.IsTrue(Softmax(0).call(x).allclose(x.softmax(0)));
        Assert.IsTrue(LeakyReLU(0.1).call(x).allclose(where(x > 0, x, x * 0.1)));
        Assert.IsTrue(ELU().call(x).allclose(where(x > 0, x, x.exp() - 1), atol: 1e-6));
        Assert.IsTrue(GELU().call(x)[0].item<float>() < 0);
        Assert.IsTrue(Softsign().call(x).allclose(x / (x.abs() + 1)));
        Assert.AreEqual(-0.5f, PReLU(1).call(x)[0].item<float>());
        using var copy = x.clone();
        ReLU(inplace: true).call(copy);
        Assert.IsTrue(copy.Equals(x.relu()));
    }

    [TestMethod]
    public void Init_UniformNormalConstant_HaveTheirStatistics()
    {
        manual_seed(1);
        using var t = empty(200, 100);
        init.uniform_(t, -2, 2);
        Assert.IsTrue(t.abs().max().item<float>() <= 2 && t.abs().max().item<float>() > 1.9);
        init.normal_(t, 1, 3);
        Assert.AreEqual(1f, t.mean().item<float>(), 0.1f);
        Assert.AreEqual(3f, t.std().item<float>(), 0.1f);
        init.constant_(t, 4);
        Assert.AreEqual(4f, t.min().item<float>());
        init.zeros_(t);
        Assert.AreEqual(0f, t.max().item<float>());
        init.ones_(t);
        Assert.AreEqual(1f, t.mean().item<float>());
    }

    [TestMethod]
    public void TruncNormal_TakesMeanAndDeviationForEachOther()
    {
        using var t = empty(200);
        init.trunc_normal_(t);
        Assert.AreEqual(1f, t.min().item<float>());
        Assert.AreEqual(1f, t.max().item<float>());
        init.trunc_normal_(t, mean: 0.1, std: 0);
        Assert.IsTrue(t.abs().max().item<float>() is > 0.05f and < 0.3f);
    }

    [TestMethod]
    public void Init_XavierKaiming_AreBoundedByTheFans()
    {
        using var t = empty(60, 40);
        init.xavier_uniform_(t);
        Assert.AreEqual(Math.Sqrt(6.0 / 100), t.abs().max().item<float>(), 0.01);
        init.kaiming_uniform_(t, nonlinearity: init.NonlinearityType.ReLU);
        Assert.AreEqual(Math.Sqrt(6.0 / 40), t.abs().max().item<float>(), 0.01);
        init.kaiming_normal_(t, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        Assert.AreEqual(Math.Sqrt(2.0 / 60), t.std().item<float>(), 0.02);
        init.xavier_normal_(t);
        Assert.IsLessThan(0.25f, t.abs().max().item<float>(), "the package draws uniformly here too");
        Assert.AreEqual((40L, 60L), init.CalculateFanInAndFanOut(t));
    }

    [TestMethod]
    public void Init_Orthogonal_HasOrthonormalRowsOrColumns()
    {
        using var wide = init.orthogonal_(empty(3, 5));
        Assert.IsTrue(wide.mm(wide.t()).allclose(eye(3), atol: 1e-5));
        using var tall = init.orthogonal_(empty(5, 3), gain: 2);
        Assert.IsTrue(tall.t().mm(tall).allclose(eye(3) * 4, atol: 1e-5));
    }

    [TestMethod]
    public void ParametersToVector_AndBack()
    {
        using var a = nn.Parameter(ones(2));
        using var b = nn.Parameter(zeros(1, 2));
        using var flat = nn.utils.parameters_to_vector(new[] { a, b });
        CollectionAssert.AreEqual(new[] { 1f, 1f, 0f, 0f }, flat.data<float>().ToArray());
        nn.utils.vector_to_parameters(tensor(new[] { 1f, 2f, 3f, 4f }), new[] { a, b });
        CollectionAssert.AreEqual(new[] { 3f, 4f }, b.data<float>().ToArray());
    }
}
