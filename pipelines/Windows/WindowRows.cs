using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>
/// Puts the rows together that windows were cut from: in the order of their time stamps, and where there are none in that of the
/// view, two windows going on where they agree in what they share.
/// </summary>
internal static class WindowRows
{
    /// <summary>Each row once; a value that no window tells is NaN.</summary>
    /// <param name="windows">The windows, in the order of their view.</param>
    /// <param name="apart">Rows of NaN between rows that do not follow each other.</param>
    public static TimeSeries Of(GatheredWindows windows, int apart)
    {
        var (width, layout) = (windows.Features, windows.Layout);
        var values = new List<float>();
        var start = 0;
        int? before = null;
        foreach (var window in InOrder(windows))
        {
            start =
                before is not { } last ? 0
                : Shift(windows, last, window) is { } steps ? start + steps
                : values.Count / width + apart;
            Write(windows, window, start, values);
            before = window;
        }
        return new TimeSeries("", layout.Columns, layout.Targets, [.. values], step: Step(windows));
    }

    // Of time, where that is told: a view may be shuffled.
    private static IEnumerable<int> InOrder(GatheredWindows windows)
    {
        var all = Enumerable.Range(0, windows.Count);
        return windows.HasDates ? all.OrderBy(window => windows.Times(window)[0]) : all;
    }

    // What it read, and of the steps ahead the columns that are forecast.
    private static void Write(GatheredWindows windows, int window, int start, List<float> values)
    {
        var (width, targets) = (windows.Features, windows.Layout.Targets);
        var end = (start + windows.LookBack + windows.Horizon) * width;
        while (values.Count < end)
            values.Add(float.NaN);
        var input = windows.Input(window).Span;
        for (var i = 0; i < input.Length; i++)
            values[start * width + i] = input[i];
        var target = windows.Target(window).Span;
        for (var i = 0; i < target.Length; i++)
        {
            var row = start + windows.LookBack + i / targets.Count;
            values[row * width + targets[i % targets.Count]] = target[i];
        }
    }

    // How many steps after another window one begins; null where it does not go on from it.
    private static int? Shift(GatheredWindows windows, int before, int window)
    {
        if (windows.HasDates)
        {
            var at = windows.Times(before).IndexOf(windows.Times(window)[0]);
            return at >= 0 && GoesOn(windows, before, window, at) ? at : null;
        }
        for (var shift = 1; shift <= windows.LookBack; shift++)
        {
            if (GoesOn(windows, before, window, shift))
                return shift;
        }
        return null;
    }

    private static bool GoesOn(GatheredWindows windows, int before, int window, int shift)
    {
        var input = Math.Min(shift, windows.LookBack) * windows.Features;
        var target = shift * windows.Targets;
        if (!Same(windows.Input(before).Span[input..], windows.Input(window).Span[..^input]))
            return false;
        var (past, present) = (Told(windows, before), Told(windows, window));
        return Same(past.AsSpan(target), present.AsSpan(0, present.Length - target));
    }

    // All that is known of the columns that are forecast.
    private static float[] Told(GatheredWindows windows, int window) =>
        [.. windows.History(window).Span, .. windows.Target(window).Span];

    // Missing values are the same as missing values.
    private static bool Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => a.SequenceEqual(b);

    private static TimeStep? Step(GatheredWindows windows)
    {
        if (!windows.HasDates || windows.Count == 0)
            return null;
        var times = windows.Times(0);
        return TimeStep.Between(UnixTime.Date(times[0]), UnixTime.Date(times[1]));
    }
}
