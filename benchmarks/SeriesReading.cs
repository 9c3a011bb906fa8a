using System.Globalization;
using BenchmarkDotNet.Attributes;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Benchmarks;

/// <summary>From a CSV file to windows: what stands before every epoch of a forecaster.</summary>
public class SeriesReading
{
    private static readonly SeriesReaderOptions Options = new() { Target = "value", DateColumns = ["date"] };

    private string path = "";
    private TimeSeries? series;

    /// <summary>Days of the series, T: about a season, twenty years, two hundred.</summary>
    [Params(100, 7_305, 73_050)]
    public int Days { get; set; }

    [GlobalSetup]
    public void WriteSeries()
    {
        path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var start = new DateTime(1969, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var rows = Enumerable
            .Range(0, Days)
            .Select(day =>
                string.Create(CultureInfo.InvariantCulture, $"{start.AddDays(day):yyyy-MM-dd},{8000 + (day % 7)}")
            );
        File.WriteAllLines(path, rows.Prepend("date,value"));
        series = SeriesReader.Read(path, Options);
    }

    [GlobalCleanup]
    public void DeleteSeries() => File.Delete(path);

    [Benchmark]
    public TimeSeries ReadCsv() => SeriesReader.Read(path, Options);

    [Benchmark]
    public float WalkWindows()
    {
        var windows = new SlidingWindow(series!, lookBack: 28, horizon: 14, start: 0, end: series!.Count);
        var sum = 0f;
        for (var window = 0; window < windows.Count; window++)
            sum += windows.Input(window).Span[0] + windows.Target(window).Span[0];
        return sum;
    }
}
