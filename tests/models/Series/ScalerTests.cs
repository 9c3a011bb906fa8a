using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class ScalerTests
{
    [TestMethod]
    public void Fit_FirstRows_MeasuresThemAlone()
    {
        var series = new TimeSeries("s", ["a", "b"], 0, [1, 10, 3, 10, 5, 40, 1000, 2000]);

        var scaler = Scaler.Fit(series, rows: 3);

        CollectionAssert.AreEqual(new[] { 3f, 20 }, scaler.Means.ToArray());
        Expect.Close([MathF.Sqrt(8f / 3), MathF.Sqrt(200)], scaler.Deviations.ToArray(), 1e-6f);
    }

    [TestMethod]
    public void Fit_ConstantTarget_SaysItCanNotBeLearned()
    {
        // The mean of many 0.1 rounds to another number, so the deviation alone would not be 0.
        var values = Enumerable.Repeat(0.1f, 1001).Append(7f).ToArray();

        Expect.InvalidInput(
            "File 's', column 'a': expected values that differ, found 0.1 in all 1001 rows of the training part.",
            () => Scaler.Fit(new TimeSeries("s", ["a"], 0, values), rows: 1001)
        );
    }
}
