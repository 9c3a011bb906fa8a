using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Featurization;

/// <summary>Calendar features of a view are the numbers of the calendar in C#.</summary>
[TestClass]
public sealed class CalendarFeaturesTests : IDisposable
{
    private static readonly CalendarField[] Fields = Enum.GetValues<CalendarField>();

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void TimesOfWindows_EveryField_IsThatOfTheCalendar()
    {
        var view = ml.Sequences().LoadWindows(new SlidingWindow(SampleSeries.Weekly(800), 6, 2, 0, 800));
        var transformer = ml.Transforms.CalendarFeatures("calendar", "times", Fields).Fit(view);
        using var owned = transformer as IDisposable;
        var rows = Rows(transformer.Transform(view));

        Assert.HasCount(793, rows);
        foreach (var row in rows)
            CollectionAssert.AreEqual(Expected(row.Times), row.Calendar);
    }

    [TestMethod]
    public void Dates_ThroughTicks_AreThoseOfTheirSeconds()
    {
        var random = new Random(3);
        var rows = Enumerable
            .Range(0, 500)
            .Select(_ => new DateRow
            {
                Date = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Unspecified),
            })
            .Append(new DateRow { Date = DateTime.MinValue })
            .Append(new DateRow { Date = DateTime.UnixEpoch.AddTicks(-1) })
            .ToArray();
        var view = ml.Data.LoadFromEnumerable(rows);
        var transformer = ml.Transforms.CalendarFeatures("calendar", "date", Fields).Fit(view);
        using var owned = transformer as IDisposable;
        var scored = transformer.Transform(view);
        var found = Rows(scored);

        for (var row = 0; row < rows.Length; row++)
            CollectionAssert.AreEqual(Expected([UnixTime.Seconds(rows[row].Date)]), found[row].Calendar);
        Assert.AreEqual("date,number,calendar", string.Join(',', scored.Schema.Select(column => column.Name)));
        ml.Model.Save(transformer, view.Schema, folder["calendar.zip"]);
        var loaded = new MLContext().Model.Load(folder["calendar.zip"], out _);
        using var ownedLoaded = loaded as IDisposable;
        CollectionAssert.AreEqual(found[7].Calendar, Rows(loaded.Transform(view))[7].Calendar);
    }

    [TestMethod]
    public void Schema_KnownAndVariableSteps_IsTheDocumentedOne()
    {
        var windows = ml.Sequences().LoadWindows(new SlidingWindow(SampleSeries.Weekly(20), 2, 1, 0, 20));
        var known = Column(windows, "times");
        Assert.AreEqual("Vector<Single, 1, 6>", known.Type.ToString());
        Assert.AreEqual(
            "0.week-day,0.month-of-year,1.week-day,1.month-of-year,2.week-day,2.month-of-year",
            string.Join(',', SlotNames(known))
        );
        var one = Column(ml.Data.LoadFromEnumerable([new DateRow()]), "date");
        Assert.AreEqual("week-day,month-of-year", string.Join(',', SlotNames(one)));

        var variable = ml.Data.LoadFromEnumerable([
            new TimesRow { Times = [0, 86_400] },
            new TimesRow { Times = [-1] },
        ]);
        var open = Column(variable, "times");
        Assert.IsFalse(((VectorDataViewType)open.Type).IsKnownSize);
        var transformer = ml.Transforms.CalendarFeatures("calendar", "times", Fields).Fit(variable);
        using var owned = transformer as IDisposable;
        var rows = Rows(transformer.Transform(variable));
        CollectionAssert.AreEqual(Expected([0, 86_400]), rows[0].Calendar);
        CollectionAssert.AreEqual(Expected([-1]), rows[1].Calendar);
    }

    [TestMethod]
    public void InPlace_Times_BecomeFeatures()
    {
        var view = ml.Data.LoadFromEnumerable([new TimesRow { Times = [0, 86_400] }]);
        var transformer = ml.Transforms.CalendarFeatures("times", "times", CalendarField.WeekDay).Fit(view);
        using var owned = transformer as IDisposable;
        var found = ml.Data.CreateEnumerable<FeatureRow>(transformer.Transform(view), reuseRowObject: false).Single();
        CollectionAssert.AreEqual(new[] { 3f, 4 }, found.Times);
    }

    [TestMethod]
    public void WrongFieldsAndColumns_AreRefused()
    {
        var view = ml.Data.LoadFromEnumerable([new DateRow()]);
        Says(
            "Option fields: expected different fields, one or more, found none.",
            () => ml.Transforms.CalendarFeatures("c", "date")
        );
        Says(
            "Column 'number': expected dates (DateTime) or a vector of Int64, seconds since 1970, found Single.",
            () => ml.Transforms.CalendarFeatures("c", "number", CalendarField.WeekDay).Fit(view)
        );
        Says(
            "Expected a column 'when' of dates or time stamps, found the columns 'date', 'number'.",
            () => ml.Transforms.CalendarFeatures("c", "when", CalendarField.WeekDay).Fit(view)
        );

        static void Says(string message, Func<object> act) =>
            Assert.AreEqual(message, Assert.ThrowsExactly<InvalidInputException>(() => act()).Message);
    }

    private DataViewSchema.Column Column(IDataView view, string from)
    {
        var transformer = ml
            .Transforms.CalendarFeatures("calendar", from, CalendarField.WeekDay, CalendarField.MonthOfYear)
            .Fit(view);
        using var owned = transformer as IDisposable;
        return transformer.GetOutputSchema(view.Schema)["calendar"];
    }

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private Row[] Rows(IDataView view) =>
        [.. ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false, ignoreMissingColumns: true)];

    private static float[] Expected(long[] times) =>
        [.. times.SelectMany(time => Fields.Select(field => (float)Calendar.Value(field, time)))];

    private sealed class Row
    {
        [ColumnName("times")]
        public long[] Times { get; set; } = [];

        [ColumnName("calendar")]
        public float[] Calendar { get; set; } = [];
    }

    private sealed class DateRow
    {
        [ColumnName("date")]
        public DateTime Date { get; set; }

        [ColumnName("number")]
        public float Number { get; set; }
    }

    private sealed class FeatureRow
    {
        [ColumnName("times")]
        public float[] Times { get; set; } = [];
    }

    private sealed class TimesRow
    {
        [ColumnName("times")]
        public long[] Times { get; set; } = [];
    }
}
