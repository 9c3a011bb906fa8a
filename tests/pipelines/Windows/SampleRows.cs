using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Tests.Windows;

/// <summary>Rows of a series as a view, and windows as values.</summary>
internal static class SampleRows
{
    public sealed class Day
    {
        [ColumnName("date")]
        public DateTime Date { get; set; }

        [ColumnName("a")]
        public float A { get; set; }

        [ColumnName("b")]
        public double B { get; set; }

        [ColumnName("c")]
        public int C { get; set; }
    }

    /// <summary>The rows of a series of three columns.</summary>
    public static IDataView Of(MLContext ml, TimeSeries series) => ml.Data.LoadFromEnumerable(Days(series));

    /// <summary>The rows of a series, made one after the other as they are asked for.</summary>
    public static IEnumerable<Day> Days(TimeSeries series)
    {
        for (var row = 0; row < series.Count; row++)
        {
            yield return new Day
            {
                Date = series.Dates![row],
                A = series.Values.Span[row * series.Features],
                B = series.Features > 1 ? series.Values.Span[row * series.Features + 1] : 0,
                C = series.Features > 1 ? (int)series.Values.Span[row * series.Features + 2] : 0,
            };
        }
    }

    /// <summary>All rows of a view of windows.</summary>
    public static Window[] Read(MLContext ml, IDataView view) =>
        [.. ml.Data.CreateEnumerable<Window>(view, reuseRowObject: false, ignoreMissingColumns: true)];

    /// <summary>A window's series, target and time stamps as one text.</summary>
    public static string Text(Window window) =>
        $"{string.Join(' ', window.Series)} | {string.Join(' ', window.Target)} | {window.Date:s} | {string.Join(' ', window.Times)}";

    public sealed class Window
    {
        [ColumnName("series")]
        public float[] Series { get; set; } = [];

        [ColumnName("target")]
        public float[] Target { get; set; } = [];

        [ColumnName("date")]
        public DateTime Date { get; set; }

        [ColumnName("times")]
        public long[] Times { get; set; } = [];
    }
}
