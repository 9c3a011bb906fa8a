using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Series made by formula, for tests that need no file.</summary>
internal static class SampleSeries
{
    /// <summary>A weekly season on a slow wave, daily dates from 2001-01-01, no noise.</summary>
    public static TimeSeries Weekly(int rows = 400)
    {
        var values = new float[rows];
        var dates = new DateTime[rows];
        for (var i = 0; i < rows; i++)
        {
            values[i] = 100 + 20 * MathF.Sin(2 * MathF.PI * i / 7) + 10 * MathF.Sin(2 * MathF.PI * i / 90);
            dates[i] = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(i);
        }
        return new TimeSeries("weekly.csv", ["value"], 0, values, dates, TimeStep.Between(dates[0], dates[1]));
    }

    /// <summary>The same series, written to a CSV file with the columns date and value, and read back.</summary>
    public static TimeSeries WeeklyFile(string path, int rows = 400)
    {
        var series = Weekly(rows);
        var values = series.Values.ToArray();
        var lines = series.Dates!.Select((date, i) => FormattableString.Invariant($"{date:yyyy-MM-dd},{values[i]:R}"));
        File.WriteAllLines(path, ["date,value", .. lines]);
        return SeriesReader.Read(path, new SeriesReaderOptions { Target = "value" });
    }

    /// <summary>Three columns of different seasons with daily dates from 2001-01-01; the first two are targets.</summary>
    public static TimeSeries Several(int rows = 200)
    {
        var values = new float[rows * 3];
        var dates = new DateTime[rows];
        for (var i = 0; i < rows; i++)
        {
            values[i * 3] = MathF.Sin(2 * MathF.PI * i / 7);
            values[i * 3 + 1] = 50 + 10 * MathF.Cos(2 * MathF.PI * i / 7);
            values[i * 3 + 2] = i % 5;
            dates[i] = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(i);
        }
        return new TimeSeries(
            "several.csv",
            ["a", "b", "c"],
            [0, 1],
            values,
            dates,
            TimeStep.Between(dates[0], dates[1])
        );
    }
}
