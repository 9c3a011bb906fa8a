using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>Calendar features and clean texts.</summary>
internal static class FeaturizationCases
{
    public static IReadOnlyList<EstimatorCase> All { get; } =
    [
        new("Calendar features of windows")
        {
            Create = (ml, _, _) =>
                ml.Transforms.CalendarFeatures("calendar", "times", CalendarField.WeekDay, CalendarField.DayOfYear),
            Data = ml => ml.Sequences().LoadWindows(new SlidingWindow(SampleSeries.Weekly(60), 10, 3, 0, 60)),
            Input = "times",
            Outputs = ["calendar"],
            Cancels = false,
        },
        new("Calendar features of dates")
        {
            Create = (ml, _, _) => ml.Transforms.CalendarFeatures("calendar", "date", CalendarField.HourOfDay),
            Data = ml => ml.Sequences().LoadWindows(new SlidingWindow(SampleSeries.Weekly(60), 10, 3, 0, 60)),
            Input = "date",
            Outputs = ["calendar"],
            Cancels = false,
        },
        new("Clean texts")
        {
            Create = (ml, _, _) => ml.Transforms.CleanText("clean", "text"),
            Data = Texts,
            Input = "text",
            Outputs = ["clean"],
            Cancels = false,
        },
        new("Clean texts in place")
        {
            Create = (ml, _, _) => ml.Transforms.CleanText("words"),
            Data = Texts,
            Input = "words",
            Outputs = ["words"],
            Cancels = false,
        },
    ];

    private static IDataView Texts(MLContext ml) =>
        ml.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 50)
                .Select(i => new TextRow
                {
                    Text = $" Row\t{i}  of MANY " + new string('x', i % 5),
                    Words = [.. Enumerable.Range(0, i % 3 + 1).Select(word => $" Word {word}\u00A0")],
                })
                .ToArray()
        );

    private sealed class TextRow
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";

        [ColumnName("words")]
        public string[] Words { get; set; } = [];
    }
}
