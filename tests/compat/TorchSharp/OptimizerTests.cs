using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class OptimizerTests
{
    public static IEnumerable<object[]> All =>
        [
            ["Adam"],
            ["AdamW"],
            ["SGD"],
            ["RMSProp"],
        ];

    [TestMethod]
    public void Sgd_Step_SubtractsRateTimesGradient()
    {
        using var weight = nn.Parameter(tensor(new[] { 1f, 2f }));
        using var optimizer = optim.SGD(new[] { weight }, 0.1);
        (weight * tensor(new[] { 1f, 10f })).sum().backward();
        optimizer.step();
        CollectionAssert.AreEqual(new[] { 0.9f, 1f }, weight.data<float>().ToArray());
        optimizer.zero_grad();
        CollectionAssert.AreEqual(new[] { 0f, 0f }, weight.grad!.data<float>().ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Step_OnAParabola_ComesDown(string name)
    {
        using var weight = nn.Parameter(tensor(new[] { 3f, -2f }));
        using var optimizer = Make(name, new[] { weight });
        var first = Loss(weight);
        for (var i = 0; i < 50; i++)
            Step(optimizer, weight);
        Assert.IsLessThan(first / 2, Loss(weight));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void SavedState_Restored_ContinuesWithTheSameNumbers(string name)
    {
        using var weight = nn.Parameter(tensor(new[] { 3f, -2f }));
        using var optimizer = Make(name, new[] { weight });
        for (var i = 0; i < 5; i++)
            Step(optimizer, weight);
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));

        using var copy = nn.Parameter(weight.detach().clone());
        using var other = Make(name, new[] { copy });
        other.load_state_dict(new BinaryReader(new MemoryStream(stream.ToArray())));
        for (var i = 0; i < 5; i++)
        {
            Step(optimizer, weight);
            Step(other, copy);
        }
        Assert.IsTrue(weight.Equals(copy));
    }

    [TestMethod]
    public void LoadStateDict_OfAnotherOptimizer_Throws()
    {
        using var weight = nn.Parameter(zeros(1));
        using var adam = optim.Adam(new[] { weight });
        using var sgd = optim.SGD(new[] { weight }, 0.1);
        using var stream = new MemoryStream();
        adam.save_state_dict(new BinaryWriter(stream));
        Assert.ThrowsExactly<InvalidDataException>(() =>
            sgd.load_state_dict(new BinaryReader(new MemoryStream(stream.ToArray())))
        );
    }

    [TestMethod]
    public void StateDict_TakenOver_CopiesMoments()
    {
        using var weight = nn.Parameter(ones(2));
        using var adam = optim.Adam(new[] { weight }, amsgrad: true);
        Step(adam, weight);
        using var copy = nn.Parameter(weight.detach().clone());
        using var other = optim.Adam(new[] { copy }, amsgrad: true);
        other.load_state_dict(adam.state_dict());
        Assert.IsTrue(other.state_dict().State[0].ApproximatelyEquals(adam.state_dict().State[0]));
    }

    [TestMethod]
    public void ParamGroups_HaveTheirOwnRates()
    {
        using var slow = nn.Parameter(ones(1));
        using var fast = nn.Parameter(ones(1));
        using var optimizer = optim.Adam(
            new[] { new Adam.ParamGroup(new[] { slow }, lr: 0.001), new Adam.ParamGroup(new[] { fast }, lr: 0.1) }
        );
        (slow + fast).sum().backward();
        optimizer.step();
        Assert.AreEqual(0.999f, slow.item<float>(), 1e-5f);
        Assert.AreEqual(0.9f, fast.item<float>(), 1e-4f);
        optimizer.ParamGroups.First().LearningRate = 0.5;
        Assert.AreEqual(0.5, optimizer.ParamGroups.First().LearningRate);
        Assert.AreEqual(0.001, optimizer.ParamGroups.First().InitialLearningRate);
        Assert.AreEqual(2, optimizer.parameters().Count());
    }

    [TestMethod]
    public void Step_WithAClosure_ReturnsItsLoss()
    {
        using var weight = nn.Parameter(ones(1));
        using var optimizer = optim.SGD(new[] { weight }, 0.1);
        using var loss = optimizer.step(() =>
        {
            var value = (weight * 2).sum();
            value.backward();
            return value;
        });
        Assert.AreEqual(2f, loss!.item<float>());
        Assert.AreEqual(0.8f, weight.item<float>(), 1e-6f);
    }

    [TestMethod]
    public void Negative_Rate_Throws()
    {
        using var weight = nn.Parameter(zeros(1));
        Assert.ThrowsExactly<ArgumentException>(() => optim.Adam(new[] { weight }, lr: -1));
    }

    [TestMethod]
    public void ClipGradNorm_ScalesAllGradientsTogether()
    {
        using var a = nn.Parameter(zeros(1));
        using var b = nn.Parameter(zeros(1));
        (a * 3 + b * 4).sum().backward();
        Assert.AreEqual(5.0, nn.utils.clip_grad_norm_(new[] { a, b }, 1.0), 1e-6);
        Assert.AreEqual(0.6f, a.grad!.item<float>(), 1e-5f);
        Assert.AreEqual(0.8f, b.grad!.item<float>(), 1e-5f);
        nn.utils.clip_grad_value_(new[] { a, b }, 0.7);
        Assert.AreEqual(0.7f, b.grad!.item<float>(), 1e-6f);
    }

    private static OptimizerHelper Make(string name, IEnumerable<Parameter> parameters) =>
        name switch
        {
            "Adam" => optim.Adam(parameters, 0.1, amsgrad: true),
            "AdamW" => optim.AdamW(parameters, 0.1, weight_decay: 0.01),
            "SGD" => optim.SGD(parameters, 0.02, momentum: 0.8),
            _ => optim.RMSProp(parameters, 0.1, centered: true, momentum: 0.1),
        };

    private static float Loss(Tensor weight) => weight.pow(2).sum().item<float>();

    private static void Step(optim.Optimizer optimizer, Tensor weight)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        weight.pow(2).sum().backward();
        optimizer.step();
    }

    [TestMethod]
    public void ClipGradNorm_OfNothing_IsZero_AndOfNaNMakesAllNaN()
    {
        using var a = nn.Parameter(zeros(2));
        Assert.AreEqual(0.0, nn.utils.clip_grad_norm_(new[] { a }, 1.0));
        (a * float.NaN).sum().backward();
        Assert.AreEqual(double.NaN, nn.utils.clip_grad_norm_(new[] { a }, 1.0));
        Assert.IsTrue(a.grad!.isnan().all().item<bool>());
    }

    [TestMethod]
    public void LoadStateDict_OfAStream_TakesTheRateToo_AndTruncatedThrows()
    {
        using var weight = nn.Parameter(ones(2));
        using var adam = optim.Adam(new[] { weight }, 0.1);
        Step(adam, weight);
        adam.ParamGroups.First().LearningRate = 0.5;
        using var stream = new MemoryStream();
        adam.save_state_dict(new BinaryWriter(stream));
        using var other = optim.Adam(new[] { weight }, 0.1);
        other.load_state_dict(new BinaryReader(new MemoryStream(stream.ToArray())));
        Assert.AreEqual(0.5, other.ParamGroups.First().LearningRate);
        Assert.AreEqual(0.1, other.ParamGroups.First().InitialLearningRate);
        using var third = optim.Adam(new[] { weight }, 0.1);
        Assert.ThrowsExactly<EndOfStreamException>(() =>
            third.load_state_dict(new BinaryReader(new MemoryStream(stream.ToArray()[..^2])))
        );
    }

    [TestMethod]
    public void ParametersReplacedByTo_AreNoLongerTheOptimizers()
    {
        using var layer = nn.Linear(1, 1);
        using var optimizer = optim.SGD(layer.parameters(), 0.1);
        layer.to(ScalarType.Float64);
        layer.call(ones(1, 1, dtype: ScalarType.Float64)).sum().backward();
        var before = layer.weight.item<double>();
        Exception? failure = null;
        try
        {
            optimizer.step();
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        Assert.IsNotNull(failure);
        Assert.AreEqual(before, layer.weight.item<double>());
    }
}
