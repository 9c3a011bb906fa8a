using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class TimeStepTests
{
    private static readonly DateTime Date = new(2021, 1, 31);

    [TestMethod]
    public void After_Months_StayWithinShortMonths()
    {
        var month = new TimeStep(1, TimeSpan.Zero);

        Assert.AreEqual(new DateTime(2021, 2, 28), month.After(Date));
        Assert.AreEqual(new DateTime(2021, 3, 31), month.After(Date, 2));
        Assert.AreEqual(new DateTime(2021, 3, 28), month.After(new DateTime(2021, 2, 28)));
    }

    [TestMethod]
    public void After_EndOfMonth_GoesFromEndToEnd() =>
        Assert.AreEqual(
            new DateTime(2021, 3, 31),
            new TimeStep(1, TimeSpan.Zero) { EndOfMonth = true }.After(new DateTime(2021, 2, 28))
        );

    [TestMethod]
    public void MostFrequent_TwoGaps_IsTheCommonStep()
    {
        DateTime[] dates = [Date, Date.AddDays(5), Date.AddDays(6), Date.AddDays(7), Date.AddDays(12)];

        Assert.AreEqual("1 day", TimeStep.MostFrequent(dates).ToString());
        Assert.IsNull(TimeStep.MostFrequent([Date]));
    }

    [TestMethod]
    [DataRow(0, 1.0, "1 day")]
    [DataRow(0, 2.0, "2 days")]
    [DataRow(0, 0.125, "3 hours")]
    [DataRow(3, 0.0, "3 months")]
    [DataRow(24, 0.0, "2 years")]
    public void ToString_Step_ReadsAsPeopleSayIt(int months, double days, string text) =>
        Assert.AreEqual(text, new TimeStep(months, TimeSpan.FromDays(days)).ToString());
}
