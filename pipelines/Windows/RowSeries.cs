using Microsoft.ML;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>The rows of a view in memory.</summary>
internal static class RowSeries
{
    /// <summary>Reads the rows up to the end of a view's windows.</summary>
    public static TimeSeries Read(RowWindowView view, CancellationToken cancel = default)
    {
        var values = new List<float>();
        using var steps = view.OpenSteps();
        while (steps.Count < view.End && steps.Read())
        {
            cancel.ThrowIfCancellationRequested();
            values.AddRange(steps.Values);
        }
        var dates = view.Columns.Date is null
            ? null
            : Enumerable.Range(0, (int)steps.Count).Select(step => steps.DateOf(step)).ToArray();
        return new TimeSeries("", view.Columns.Names, view.Columns.Targets, [.. values], dates, steps.Step);
    }

    /// <summary>How many steps there are, those of missing rows among them.</summary>
    public static int Count(IDataView rows, WindowOptions options)
    {
        using var steps = new RowWindowView(rows, options).OpenSteps();
        while (steps.Read()) { }
        return (int)steps.Count;
    }
}
