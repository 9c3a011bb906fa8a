using Rnn.Onnx.Cli.Lab.Temperature;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Lab;

[TestClass]
public sealed class TemperatureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Probabilities_OfLogits_AreTheSoftmaxWithoutTheSpecialTokens()
    {
        float[] logits = [9, 9, 9, 1, 2, 0];
        var p = NextToken.Probabilities(logits, 0.5);
        var sum = Math.Exp(2) + Math.Exp(4) + 1;
        CollectionAssert.AreEqual(new double[] { 0, 0, 0 }, p[..3]);
        Assert.AreEqual(Math.Exp(2) / sum, p[3], 1e-12);
        Assert.AreEqual(Math.Exp(4) / sum, p[4], 1e-12);
        Assert.AreEqual(1 / sum, p[5], 1e-12);
    }

    [TestMethod]
    public void Entropy_EvenAndCertain_AreBitsAndNothing()
    {
        Assert.AreEqual(2, NextToken.Entropy([0.25, 0.25, 0.25, 0.25]), 1e-12);
        Assert.AreEqual(0, NextToken.Entropy([0, 1, 0]), 1e-12);
    }

    [TestMethod]
    [DataRow(0.4, 1)]
    [DataRow(0.6, 2)]
    [DataRow(1, 4)]
    public void Kept_ShareOfTheProbability_CountsTheLikeliest(double share, int expected) =>
        Assert.AreEqual(expected, NextToken.Kept([0.125, 0.5, 0.25, 0.125], share));

    [TestMethod]
    public void DistinctWords_SignsAndCase_DoNotCount() =>
        Assert.AreEqual(0.5, TemperatureLesson.DistinctWords("The sea, the SEA!"), 1e-12);

    [TestMethod]
    public async Task Measure_ATrainedModel_GetsLessSureAndMoreSurprisingAsItGetsHotter()
    {
        await SmallModels.ShakespeareAsync(folder);
        using var model = SequenceModel.Load(folder["shakespeare.onnx"]);
        var options = new TemperatureOptions { Prompt = "the s", Length = 60 };
        var lesson = TemperatureLesson.Measure("small", model, options, CancellationToken.None);

        for (var i = 1; i < lesson.Runs.Count; i++)
        {
            Assert.IsGreaterThan(lesson.Runs[i - 1].Entropy, lesson.Runs[i].Entropy);
            Assert.IsGreaterThanOrEqualTo(lesson.Runs[i - 1].Kept, lesson.Runs[i].Kept);
        }
        Assert.IsGreaterThan(lesson.Runs[0].Nats, lesson.Runs[^1].Nats);
        Assert.AreEqual(60, lesson.Runs[0].Sample.Length);
        // The likeliest token is what a very cold sample begins with.
        var best = lesson.Tokens[
            Enumerable.Range(0, lesson.Tokens.Count).MaxBy(id => lesson.Runs[2].Probabilities[id])
        ];
        var cold = TemperatureLesson.Measure("small", model, options with { Temperatures = [0.01] }, default);
        Assert.AreEqual(best, cold.Runs[0].Sample[..1]);
    }

    [TestMethod]
    public async Task Lab_AForecaster_IsRefused()
    {
        await SmallModels.BirthsAsync(folder);
        var path = folder["births.onnx"];
        var run = await RnnCommand.RunAsync($"lab temperature {path} -o {folder["page.html"]}");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.Contains(run.Errors, "expected a language model");
        Assert.IsFalse(File.Exists(folder["page.html"]));
    }

    [TestMethod]
    public void Validate_TemperatureOfZero_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            new TemperatureOptions { Temperatures = [0] }.Validate()
        );
        Assert.AreEqual("Option temperatures: expected a finite number above 0, found 0.", error.Message);
    }
}
