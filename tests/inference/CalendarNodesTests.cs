using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>The calendar inside a graph, run by ONNX Runtime, against the same formula in C#.</summary>
[TestClass]
public sealed class CalendarNodesTests
{
    [TestMethod]
    public void Of_TimesOfAllCenturies_GivesExactlyTheValuesOfCSharp()
    {
        var graph = new GraphBuilder("calendar");
        var calendar = CalendarNodes.Of(graph, graph.AddInput("times", ElementType.Int64, "batch", "steps"));
        var fields = Enum.GetValues<CalendarField>();
        foreach (var field in fields)
            graph.AddOutput($"{field}", graph.Identity(calendar[field]), ElementType.Int64, "batch", "steps");
        using var model = SequenceModel.From(graph.Build(), "calendar");

        // From year 1 to 9999, about every eleven hours of a random day.
        var random = new Random(3);
        var (first, last) = (Seconds(DateTime.MinValue), Seconds(DateTime.MaxValue));
        var times = Enumerable.Range(0, 300_000).Select(_ => random.NextInt64(first, last + 1)).ToArray();
        (times[0], times[1], times[2]) = (first, last, -1);
        var answers = model.Run(NamedTensor.Of("times", times, 300, 1000));

        foreach (var (field, answer) in fields.Zip(answers))
        {
            CollectionAssert.AreEqual(new long[] { 300, 1000 }, answer.Shape);
            var values = (long[])answer.Data;
            for (var i = 0; i < times.Length; i++)
                if (values[i] != Calendar.Value(field, times[i]))
                    Assert.Fail($"{field} of {times[i]}: found {values[i]}, in C# {Calendar.Value(field, times[i])}.");
        }
    }

    private static long Seconds(DateTime date) =>
        date.Ticks / TimeSpan.TicksPerSecond - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;
}
