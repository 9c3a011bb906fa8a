using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Contract.Tests;

/// <summary>Rates as tests/reference/torch_schedules.py gives them.</summary>
[TestClass]
public class SchedulerTests
{
    private static readonly double[] Metrics = [5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3];

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> Makers = new()
    {
        ["StepLR"] = o => StepLR(o, 3, gamma: 0.5),
        ["MultiStepLR"] = o => MultiStepLR(o, new[] { 2, 5 }, gamma: 0.1),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.9),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 5, eta_min: 0.01),
        ["LinearLR"] = o => LinearLR(o, start_factor: 0.25, total_iters: 4),
        ["ConstantLR"] = o => ConstantLR(o, factor: 0.5, total_iters: 3),
        ["PolynomialLR"] = o => PolynomialLR(o, total_iters: 6, power: 2),
        ["LambdaLR"] = o => LambdaLR(o, epoch => 1.0 / (epoch + 1)),
        ["MultiplicativeLR"] = o => MultiplicativeLR(o, epoch => 0.8),
        ["OneCycleLR"] = o => OneCycleLR(o, 0.5, total_steps: 13),
        ["OneCycleLRLinear"] = o =>
            OneCycleLR(
                o,
                0.5,
                total_steps: 13,
                anneal_strategy: lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear,
                three_phase: true
            ),
        ["ReduceLROnPlateau"] = o => ReduceLROnPlateau(o, factor: 0.5, patience: 1, cooldown: 1),
    };

    public static IEnumerable<object[]> Names => Makers.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_EachEpoch_GivesTheRatesOfPyTorch(string name)
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1, momentum: 0.9);
        var scheduler = Makers[name](optimizer);
        foreach (var (epoch, expected) in Expected(name).Index())
        {
            Assert.AreEqual(expected, optimizer.ParamGroups.First().LearningRate, 1e-12, $"epoch {epoch}");
            scheduler.step(Metrics[epoch]);
        }
    }

    [TestMethod]
    public void OneCycle_MovesTheMomentumAgainstTheRate()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = Adam(new[] { weight }, 0.1);
        var scheduler = OneCycleLR(optimizer, 0.5, total_steps: 10);
        var group = (IBetas)optimizer.ParamGroups.First();
        Assert.AreEqual(0.95, group.Betas.Item1, 1e-12);
        scheduler.step();
        scheduler.step();
        Assert.AreEqual(0.85, group.Betas.Item1, 1e-12);
    }

    [TestMethod]
    public void Sequential_TakesTheSecondScheduleAtTheMilestone()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1);
        var scheduler = SequentialLR(
            optimizer,
            new[] { ConstantLR(optimizer, 0.5, 100), ExponentialLR(optimizer, 0.9) },
            new[] { 2 }
        );
        var rates = new List<double>();
        for (var epoch = 0; epoch < 5; epoch++)
        {
            rates.Add(optimizer.ParamGroups.First().LearningRate);
            scheduler.step();
        }
        double[] expected = [0.05, 0.05, 0.1, 0.09, 0.081];
        foreach (var (epoch, rate) in rates.Index())
            Assert.AreEqual(expected[epoch], rate, 1e-12, $"epoch {epoch}");
    }

    [TestMethod]
    public void OneCycle_BeyondItsSteps_GivesZeroOnceThenThrows()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1, momentum: 0.9);
        var scheduler = OneCycleLR(optimizer, 0.5, total_steps: 4);
        for (var step = 0; step < 4; step++)
            scheduler.step();
        var group = optimizer.ParamGroups.First();
        Assert.AreEqual(0.0, group.LearningRate);
        Assert.AreEqual(0.0, ((IMomentum)group).Momentum);
        Assert.ThrowsExactly<InvalidOperationException>(() => scheduler.step());
    }

    [TestMethod]
    public void Chained_StepsAll_AndHasNoRateOfItsOwn()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1);
        var scheduler = ChainedLR(new[] { ConstantLR(optimizer, 0.1, 2), ExponentialLR(optimizer, 0.9) });
        scheduler.step();
        Assert.AreEqual(0.009, optimizer.ParamGroups.First().LearningRate, 1e-12);
        Assert.IsNull(scheduler.get_last_lr());
    }

    [TestMethod]
    public void ReduceOnPlateau_NaN_CountsAsABadEpoch_AndTheRateStopsAtItsMinimum()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1);
        var scheduler = ReduceLROnPlateau(optimizer, "max", 0.1, 0, 0.1, "rel", 0, new[] { 0.05 });
        scheduler.step(1.0);
        scheduler.step(double.NaN);
        Assert.AreEqual(0.05, optimizer.ParamGroups.First().LearningRate, 1e-12);
        scheduler.step(0.0);
        Assert.AreEqual(0.05, optimizer.ParamGroups.First().LearningRate, 1e-12);
        Assert.AreEqual(0.1, scheduler.get_last_lr().Single(), 1e-12);
    }

    [TestMethod]
    public void GetLastLr_IsTheRateOfTheLastStep()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1);
        var scheduler = ExponentialLR(optimizer, 0.5);
        scheduler.step();
        Assert.AreEqual(0.05, scheduler.get_last_lr().Single(), 1e-12);
    }

    [TestMethod]
    public void ReduceOnPlateau_WithoutAMetric_Throws()
    {
        using var weight = nn.Parameter(zeros(1));
        using var optimizer = SGD(new[] { weight }, 0.1);
        var scheduler = ReduceLROnPlateau(optimizer);
        Assert.ThrowsExactly<InvalidOperationException>(() => scheduler.step());
    }

    private static double[] Expected(string name) =>
        PythonTorch
            .Resource("torch_schedules.txt")
            .Split('\n')
            .Select(line => line.Split(' '))
            .Single(words => words[0] == name)[1..]
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture))
            .ToArray();
}
