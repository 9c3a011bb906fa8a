using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;
using static Rnn.Onnx.Pipelines.Tests.Windows.SampleRows;

namespace Rnn.Onnx.Pipelines.Tests.Windows;

/// <summary>Windows made while rows are read are those of the series in memory.</summary>
[TestClass]
public sealed class RowWindowTests
{
    private static readonly WindowOptions Options = new()
    {
        Columns = ["a", "b", "c"],
        Targets = ["a", "b"],
        Date = "date",
        LookBack = 7,
        Horizon = 3,
    };

    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(15)]
    public void Windows_Rows_AreThoseOfTheSeriesInMemory(int stride)
    {
        var series = SampleSeries.Several(60);
        var expected = new SlidingWindow(series, 7, 3, 0, 60, stride);

        var view = ml.Sequences().Windows(Of(ml, series), Options with { Stride = stride });

        CollectionAssert.AreEqual(
            Read(ml, ml.Sequences().LoadWindows(expected)).Select(Text).ToArray(),
            Read(ml, view).Select(Text).ToArray()
        );
        Assert.AreEqual(expected.Count, Read(ml, view).Length);
        Assert.IsNull(view.GetRowCount(), "Rows that are enumerated have no count.");
    }

    [TestMethod]
    public void Schema_NamesTypesAndColumnNames_AreTheDocumentedOnes()
    {
        var schema = ml.Sequences().Windows(Of(ml, SampleSeries.Several(20)), Options).Schema;

        Assert.AreEqual(
            "series: Vector<Single, 7, 3>; target: Vector<Single, 3, 2>; date: DateTime; times: Vector<Int64, 10>",
            string.Join("; ", schema.Select(column => $"{column.Name}: {column.Type}"))
        );
        Assert.AreEqual("a,b,c", string.Join(',', WindowNames.Of(schema["series"])!));
        Assert.AreEqual("a,b", string.Join(',', WindowNames.Of(schema["target"])!));
        var plain = ml.Sequences()
            .Windows(Of(ml, SampleSeries.Several(20)), Options with { Date = null, Targets = [] })
            .Schema;
        Assert.AreEqual(
            "series: Vector<Single, 7, 3>; target: Vector<Single, 3>",
            string.Join("; ", plain.Select(column => $"{column.Name}: {column.Type}"))
        );
    }

    [TestMethod]
    public void Windows_VectorColumn_IsReadAsSlots()
    {
        var rows = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 6).Select(i => new VectorRow { Values = [i, i * 10, i * 100] })
        );
        var options = new WindowOptions
        {
            Columns = ["values"],
            Targets = ["2", "0"],
            LookBack = 2,
            Horizon = 1,
        };

        var windows = Read(ml, ml.Sequences().Windows(rows, options));

        CollectionAssert.AreEqual(new float[] { 1, 10, 100, 2, 20, 200 }, windows[1].Series);
        CollectionAssert.AreEqual(new float[] { 300, 3 }, windows[1].Target);
    }

    [TestMethod]
    public void Windows_TargetNotRequired_GivesTheFutureAsNaN()
    {
        var series = SampleSeries.Several(20);

        var view = ml.Sequences().Windows(Of(ml, series), Options with { RequireTarget = false });
        var windows = Read(ml, view);

        Assert.HasCount(14, windows);
        Assert.AreEqual(11, windows.TakeWhile(window => !window.Target.Contains(float.NaN)).Count());
        var partly = windows[12].Target;
        CollectionAssert.AreEqual(
            new[] { series.Values.Span[19 * 3], series.Values.Span[19 * 3 + 1], float.NaN, float.NaN },
            partly[..4]
        );
        var last = windows[13];
        Assert.IsTrue(Array.TrueForAll(last.Target, float.IsNaN));
        CollectionAssert.AreEqual(series.Values[^21..].ToArray(), last.Series);
        Assert.AreEqual(series.Dates![19].AddDays(1), last.Date);
        Assert.AreEqual(UnixTime.Seconds(series.Dates![19].AddDays(3)), last.Times[^1]);
    }

    [TestMethod]
    public void Windows_FirstOne_IsThereBeforeMoreThanItsRowsAreRead()
    {
        var read = 0;
        var rows = ml.Data.LoadFromEnumerable(Endless());
        var view = ml.Sequences().Windows(rows, Options with { LookBack = 30, Horizon = 5, Stride = 2 });

        using var cursor = view.GetRowCursor(view.Schema);
        for (var window = 0; window < 1000; window++)
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(30 + 5 + 2 * window, read);
        }

        IEnumerable<Day> Endless()
        {
            for (read = 1; ; read++)
                yield return new Day { Date = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(read) };
        }
    }

    [TestMethod]
    public void GetRowCount_CountedSource_IsTheNumberOfWindows()
    {
        var rows = ml.Data.LoadFromEnumerable(Days(SampleSeries.Several(33)).ToArray());
        foreach (var stride in new[] { 1, 3, 50 })
        foreach (var required in new[] { true, false })
        {
            var view = ml.Sequences().Windows(rows, Options with { Stride = stride, RequireTarget = required });
            Assert.AreEqual(Read(ml, view).Length, view.GetRowCount(), $"stride {stride}, {required}");
        }
    }

    [TestMethod]
    public void Cursors_SetShuffledAndIds_AreOneInOrder()
    {
        var view = ml.Sequences().Windows(Of(ml, SampleSeries.Several(20)), Options);

        Assert.IsFalse(view.CanShuffle);
        var set = view.GetRowCursorSet(view.Schema, 4, new Random(1));
        Assert.HasCount(1, set);
        using var cursor = set[0];
        var readId = cursor.GetIdGetter();
        var ids = new List<DataViewRowId>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            readId(ref id);
            ids.Add(id);
        }
        CollectionAssert.AreEqual(Enumerable.Range(0, 11).Select(i => new DataViewRowId((ulong)i, 0)).ToArray(), ids);
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
    }

    private sealed class VectorRow
    {
        [ColumnName("values"), VectorType(3)]
        public double[] Values { get; set; } = [];
    }
}
