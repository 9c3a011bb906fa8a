using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Generation;

[TestClass]
public sealed class SamplerTests
{
    // Probabilities 1/2, 1/4, 1/8, 1/8 of the ids 5, 3, 4, 6; padding, unknown and beginning are likelier than all of them.
    private static readonly float[] Logits = [9, 9, 9, MathF.Log(2), MathF.Log(1), MathF.Log(4), MathF.Log(1)];

    [TestMethod]
    [DataRow(0.01, 5)]
    [DataRow(0.49, 5)]
    [DataRow(0.51, 3)]
    [DataRow(0.74, 3)]
    [DataRow(0.76, 4)]
    [DataRow(0.86, 4)]
    [DataRow(0.88, 6)]
    [DataRow(0.999, 6)]
    public void Draw_AllTokens_GoesDownTheirProbabilities(double uniform, int expected) =>
        Assert.AreEqual(expected, Draw(new GeneratorOptions(), uniform));

    [TestMethod]
    [DataRow(0.66, 5)]
    [DataRow(0.67, 3)]
    [DataRow(0.999, 3)]
    public void Draw_TopK_LeavesTheLikeliestTokens(double uniform, int expected) =>
        Assert.AreEqual(expected, Draw(new GeneratorOptions { TopK = 2 }, uniform));

    [TestMethod]
    [DataRow(0.4f, 0.999, 5)]
    [DataRow(0.6f, 0.66, 5)]
    [DataRow(0.6f, 0.999, 3)]
    [DataRow(0.8f, 0.999, 4)]
    [DataRow(0.9f, 0.999, 6)]
    [DataRow(0f, 0.999, 5)]
    public void Draw_TopP_LeavesAsFewTokensAsHaveThatShare(float topP, double uniform, int expected) =>
        Assert.AreEqual(expected, Draw(new GeneratorOptions { TopP = topP }, uniform));

    [TestMethod]
    public void Draw_TopKAndTopP_TakesTheShareOfWhatTopKLeft()
    {
        // Of 2/3 and 1/3, the first has more than 0.6 by itself.
        Assert.AreEqual(5, Draw(new GeneratorOptions { TopK = 2, TopP = 0.6f }, 0.999));
        Assert.AreEqual(3, Draw(new GeneratorOptions { TopK = 2, TopP = 0.7f }, 0.999));
    }

    [TestMethod]
    public void Draw_HalfTheTemperature_SquaresTheProbabilities()
    {
        // 16, 4, 1 and 1 of 22.
        var options = new GeneratorOptions { Temperature = 0.5f };
        Assert.AreEqual(5, Draw(options, (16 / 22.0) - 0.001));
        Assert.AreEqual(3, Draw(options, (16 / 22.0) + 0.001));
        Assert.AreEqual(3, Draw(options, (20 / 22.0) - 0.001));
        Assert.AreEqual(4, Draw(options, (20 / 22.0) + 0.001));
    }

    [TestMethod]
    public void Draw_TemperatureZero_TakesTheFirstOfTheBest()
    {
        var greedy = new Sampler(new GeneratorOptions { Temperature = 0 }, Logits.Length);
        Assert.AreEqual(5, greedy.Draw(Logits, 0.999));
        Assert.AreEqual(Vocabulary.End, greedy.Draw(new float[Logits.Length], 0.999));
        Assert.AreEqual(4, greedy.Draw([9, 9, 9, -2, -1, -1, -3], 0.999));
    }

    [TestMethod]
    public void Draw_FewOrAll_KeepTheSameOrder()
    {
        var random = new Random(2);
        for (var turn = 0; turn < 200; turn++)
        {
            // Few different values, so that many are equal.
            float[] logits =
            [
                .. Enumerable.Range(0, 103).Select(_ => (random.Next(20) - 10) / 4f * (random.Next(2) - 0.5f)),
            ];
            var uniform = random.NextDouble();
            var order = Enumerable.Range(3, 100).OrderByDescending(id => logits[id]).ToArray();
            foreach (var k in new[] { 2, 63, 64, 65, 99, 100, 1000 })
            {
                var kept = order.Take(k).ToArray();
                var weights = kept.Select(id => Math.Exp(logits[id])).ToArray();
                var sum = 0.0;
                var expected = kept.Zip(weights).First(pair => (sum += pair.Second) > uniform * weights.Sum()).First;
                var found = new Sampler(new GeneratorOptions { TopK = k }, logits.Length).Draw(logits, uniform);
                Assert.AreEqual(expected, found, $"turn {turn}, k {k}");
            }
        }
    }

    private static int Draw(GeneratorOptions options, double uniform) =>
        new Sampler(options, Logits.Length).Draw(Logits, uniform);
}
