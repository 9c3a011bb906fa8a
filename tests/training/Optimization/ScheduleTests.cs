using System.Globalization;
using Rnn.Onnx.Training.Optimization;

namespace Rnn.Onnx.Training.Tests.Optimization;

/// <summary>Rates by our formulas and by PyTorch's schedulers (tests/reference/trainer_schedules.py).</summary>
[TestClass]
public sealed class ScheduleTests
{
    private static readonly double[] Losses = [5, 4, 4, 4, 4, 3, 3, 2.9999, 3, 3, 2, 2];

    private static readonly Dictionary<string, ScheduleSettings> Settings = new()
    {
        ["Step"] = new() { Kind = ScheduleKind.Step, StepEpochs = 3 },
        ["Exponential"] = new() { Kind = ScheduleKind.Exponential, Gamma = 0.9 },
        ["Cosine"] = new() { Kind = ScheduleKind.Cosine, LowestShare = 0.01 },
        ["WarmCosine"] = new() { Kind = ScheduleKind.Cosine, WarmupSteps = 4 },
        ["OneCycle"] = new() { Kind = ScheduleKind.OneCycle },
        ["OneCycleEarly"] = new()
        {
            Kind = ScheduleKind.OneCycle,
            RisingShare = 0.1,
            StartDivisor = 10,
            EndDivisor = 100,
        },
        ["Plateau"] = new() { Kind = ScheduleKind.Plateau, PlateauPatience = 1 },
        ["PlateauLowest"] = new()
        {
            Kind = ScheduleKind.Plateau,
            PlateauPatience = 0,
            PlateauThreshold = 0.3,
            LowestShare = 0.2,
        },
    };

    public static IEnumerable<string[]> Golden()
    {
        using var stream = typeof(ScheduleTests).Assembly.GetManifestResourceStream("trainer_schedules.txt")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new[] { line }),
        ];
    }

    [TestMethod]
    [DynamicData(nameof(Golden))]
    public void Share_TwelveSteps_AreThoseOfPyTorch(string line)
    {
        var words = line.Split(' ');
        var settings = Settings[words[0]].Validate();
        for (var step = 0; step < 12; step++)
        {
            // A step an epoch, as the reference counts.
            var share = settings.Share(new SchedulePoint(step, 12, step, Losses[..step]));
            Assert.AreEqual(double.Parse(words[1 + step], CultureInfo.InvariantCulture), share, 1e-12, $"step {step}");
        }
    }

    [TestMethod]
    public void Golden_EverySettingOfThisTest_IsCompared() => Assert.HasCount(Settings.Count, Golden());

    [TestMethod]
    [DataRow(ScheduleKind.Constant)]
    [DataRow(ScheduleKind.Step)]
    [DataRow(ScheduleKind.Exponential)]
    [DataRow(ScheduleKind.Plateau)]
    [DataRow(ScheduleKind.Cosine)]
    public void Share_Warmup_RisesInALineToTheSchedule(ScheduleKind kind)
    {
        var settings = new ScheduleSettings { Kind = kind, WarmupSteps = 10 };
        for (var step = 0; step < 10; step++)
            Assert.AreEqual((step + 1) / 10.0, settings.Share(new SchedulePoint(step, 100, 0, [])), 1e-12);
        Assert.AreEqual(1, settings.Share(new SchedulePoint(10, 100, 0, [])), 1e-12);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(10)]
    public void Share_OneCycleOfFewSteps_IsAlwaysAUsableRate(int steps)
    {
        // 0.5 of two steps: the peak stands on the first.
        var settings = new ScheduleSettings { Kind = ScheduleKind.OneCycle, RisingShare = 0.5 };
        for (var step = 0; step <= steps; step++)
        {
            var share = settings.Share(new SchedulePoint(step, steps, 0, []));
            Assert.IsTrue(share is > 0 and <= 1, $"{share} at step {step}");
        }
    }
}
