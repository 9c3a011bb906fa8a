using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

[TestClass]
public sealed class LogitMathTests
{
    private static readonly int[] Lengths = [1, 4, 15, 16, 17, 100, 6000, 6013];

    [TestMethod]
    public void LogSumExp_AnyLength_IsThatOfDoubles()
    {
        foreach (var length in Lengths)
        {
            foreach (var scale in new[] { 0f, 1f, 30f, 1000f })
            {
                var values = Values(length, scale);
                var largest = (double)values.Max();
                var expected = largest + Math.Log(values.Sum(value => Math.Exp(value - largest)));
                Assert.AreEqual(expected, LogitMath.LogSumExp(values), 1e-6 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [TestMethod]
    public void LogSumExp_ValuesThatAreNoNumbers_SaysSo()
    {
        foreach (var length in Lengths)
        {
            var values = Values(length, 1);
            values[^1] = float.NaN;
            Assert.AreEqual(float.NaN, LogitMath.LogSumExp(values));
            values[^1] = float.PositiveInfinity;
            Assert.AreEqual(float.NaN, LogitMath.LogSumExp(values));
            values.AsSpan().Fill(float.NegativeInfinity);
            Assert.AreEqual(float.NegativeInfinity, LogitMath.LogSumExp(values));
            values[0] = 2;
            Assert.AreEqual(2, LogitMath.LogSumExp(values));
        }
    }

    [TestMethod]
    public void Top_EqualValues_AreInTheirOrder()
    {
        foreach (var length in Lengths)
        {
            foreach (var count in new[] { 1, 2, 5, 40, 7000 })
            {
                // Rounded, so that many are equal.
                float[] values = [.. Values(length, 5).Select(value => MathF.Round(value))];
                for (var i = 0; i < length; i += 3)
                    values[i] = float.NegativeInfinity;
                var places = new int[count];
                var found = LogitMath.Top(values, places);

                var expected = values
                    .Index()
                    .Where(value => !float.IsNegativeInfinity(value.Item))
                    .OrderByDescending(value => value.Item)
                    .Take(count)
                    .Select(value => value.Index);
                Assert.AreSequenceEqual(expected, places[..found]);
            }
        }
    }

    private static float[] Values(int length, float scale)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => ((random.NextSingle() * 2) - 1) * scale)];
    }
}
