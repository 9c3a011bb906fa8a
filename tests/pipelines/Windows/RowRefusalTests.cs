using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;
using static Rnn.Onnx.Pipelines.Tests.Windows.SampleRows;

namespace Rnn.Onnx.Pipelines.Tests.Windows;

/// <summary>Rows that make no windows are refused with their number, and missing ones kept where that is asked for.</summary>
[TestClass]
public sealed class RowRefusalTests
{
    private static readonly WindowOptions Options = new()
    {
        Columns = ["a"],
        Date = "date",
        LookBack = 3,
        Horizon = 2,
    };

    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void MissingValue_Refused_SaysRowAndColumn() =>
        Refuses(
            days => days[4].A = float.NaN,
            "Row 5, column 'a': expected a finite number, found NaN; the option missing keeps it (keep)."
        );

    [TestMethod]
    public void InfiniteValue_EvenWhereMissingOnesAreKept_IsRefused() =>
        Refuses(
            days => days[2].A = float.PositiveInfinity,
            "Row 3, column 'a': expected a finite number, found Infinity.",
            Options with
            {
                Missing = MissingValues.Keep,
            }
        );

    [TestMethod]
    public void DateNotAfterTheOneBefore_IsRefused() =>
        Refuses(
            days => days[3].Date = days[2].Date,
            "Row 4, column 'date': expected a date after 2001-01-03, found 2001-01-03."
        );

    [TestMethod]
    public void MissingRow_IsRefused() =>
        Refuses(
            days => days.RemoveAt(5),
            "Row 6, column 'date': expected 2001-01-06, 1 day after the row before, found 2001-01-07; the option missing keeps missing rows (keep)."
        );

    [TestMethod]
    public void DateOffTheStep_IsRefusedEvenWhereMissingRowsAreKept() =>
        Refuses(
            days => days[6].Date = days[6].Date.AddHours(5),
            "Row 7, column 'date': expected 2001-01-07, 1 day after the row before, found 2001-01-07 05:00:00.",
            Options with
            {
                Missing = MissingValues.Keep,
            }
        );

    [TestMethod]
    public void MissingRowsAndValues_Kept_AreThoseOfTheReaderOfFiles()
    {
        using var folder = new TemporaryFolder();
        var days = Days(SampleSeries.Weekly(30)).ToList();
        days[9].A = float.NaN;
        days.RemoveRange(12, 3);
        days.RemoveAt(20);
        var lines = days.Select(day => FormattableString.Invariant($"{day.Date:yyyy-MM-dd},{day.A:R}"));
        var file = folder.Write("days.csv", "date,a\n" + string.Join('\n', lines));
        var series = SeriesReader.Read(file, new SeriesReaderOptions { Target = "a", Missing = MissingValues.Keep });

        var view = ml.Sequences()
            .Windows(ml.Data.LoadFromEnumerable(days), Options with { Missing = MissingValues.Keep });

        CollectionAssert.AreEqual(
            Read(ml, ml.Sequences().LoadWindows(new SlidingWindow(series, 3, 2, 0, 30))).Select(Text).ToArray(),
            Read(ml, view).Select(Text).ToArray()
        );
        Assert.IsNull(view.GetRowCount());
    }

    [TestMethod]
    public void EndsOfMonths_AreOneStep()
    {
        DateTime[] ends =
        [
            .. Enumerable
                .Range(2, 20)
                .Select(month => new DateTime(2003, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(month).AddDays(-1)),
        ];
        var rows = ml.Data.LoadFromEnumerable(ends.Select(date => new Day { Date = date }).ToArray());

        var windows = Read(ml, ml.Sequences().Windows(rows, Options with { RequireTarget = false }));

        Assert.HasCount(18, windows);
        Assert.AreEqual(UnixTime.Seconds(new DateTime(2004, 11, 30, 0, 0, 0, DateTimeKind.Utc)), windows[^1].Times[^1]);
    }

    [TestMethod]
    public void WrongColumnsAndOptions_AreRefusedAtOnce()
    {
        var rows = Of(ml, SampleSeries.Several(9));
        Says("Expected a column 'x', found the columns 'date', 'a', 'b', 'c'.", Options with { Columns = ["x"] });
        Says(
            "Column 'date': expected numbers, or vectors of numbers of known size where it is the only column, found DateTime.",
            Options with
            {
                Columns = ["date"],
            }
        );
        Says("Column 'a': expected dates (DateTime), found Single.", Options with { Date = "a" });
        Says("Option targets: expected some of the columns a, found 'b'.", Options with { Targets = ["b"] });
        Says("Option columns: expected one column or more, found none.", Options with { Columns = [] });
        Says("Option look-back: expected 1 or more, found 0.", Options with { LookBack = 0 });
        Says("Option stride: expected 1 or more, found 0.", Options with { Stride = 0 });

        void Says(string message, WindowOptions options) =>
            Assert.AreEqual(
                message,
                Assert.ThrowsExactly<InvalidInputException>(() => ml.Sequences().Windows(rows, options)).Message
            );
    }

    private void Refuses(Action<List<Day>> change, string message, WindowOptions? options = null)
    {
        var days = Days(SampleSeries.Weekly(12)).ToList();
        change(days);
        var view = ml.Sequences().Windows(ml.Data.LoadFromEnumerable(days), options ?? Options);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Read(ml, view));
        Assert.AreEqual(message, error.Message);
    }
}
