using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class ParityCheckTests
{
    [TestMethod]
    public void Measure_TheModelsOwnAnswers_DiffersByNothing()
    {
        var report = ParityCheck.Measure(RandomForecasters.Create(), [Probe(0)]);
        Assert.IsTrue(report.Passed);
        Assert.AreEqual(0, report.LargestAbsolute);
        Assert.AreEqual(1, report.Probes);
    }

    [TestMethod]
    public void Measure_OneAnswerOffByATenth_FailsAndNamesTheProbe()
    {
        var report = ParityCheck.Measure(RandomForecasters.Create(), [Probe(0), Probe(0.1f)]);
        Assert.IsFalse(report.Passed);
        Assert.AreEqual(0.1, report.LargestAbsolute, 1e-6);
        Assert.AreEqual("'forecast' of batch 2, time 4", report.Worst);
    }

    [TestMethod]
    public void Measure_AnswerIsNotANumber_Fails()
    {
        var report = ParityCheck.Measure(RandomForecasters.Create(), [Probe(float.NaN)]);
        Assert.IsFalse(report.Passed);
    }

    private static ParityProbe Probe(float error)
    {
        var input = NamedTensor.Of("series", RandomForecasters.Uniform(new Random(5), 8), 2, 4, 1);
        using var model = SequenceModel.From(
            RandomForecasters.Create(),
            "m.onnx",
            new SessionSettings { Device = Device.Cpu }
        );
        var output = model.Run(input).Single();
        output.Floats[4] += error;
        return new ParityProbe("batch 2, time 4", [input], [output]);
    }
}
