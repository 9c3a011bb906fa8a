using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Windows that were copied from a view.</summary>
/// <param name="layout">Their sizes and names.</param>
/// <param name="inputs">What a model reads, [T, C] each.</param>
/// <param name="targets">What came to pass, [horizon, targets] each.</param>
/// <param name="times">The time stamps of each, or null.</param>
internal sealed class GatheredWindows(
    WindowLayout layout,
    IReadOnlyList<float[]> inputs,
    IReadOnlyList<float[]> targets,
    IReadOnlyList<long[]>? times
) : IWindowSource
{
    public int Count => inputs.Count;

    public int LookBack => layout.LookBack;

    public int Horizon => layout.Horizon;

    public int Features => layout.Columns.Count;

    public int Targets => layout.Targets.Count;

    public bool HasDates => times is not null;

    internal WindowLayout Layout => layout;

    public ReadOnlyMemory<float> Input(int window) => inputs[window];

    public ReadOnlyMemory<float> Target(int window) => targets[window];

    public ReadOnlyMemory<float> History(int window)
    {
        var input = inputs[window];
        var history = new float[LookBack * Targets];
        for (var step = 0; step < LookBack; step++)
        for (var i = 0; i < Targets; i++)
            history[step * Targets + i] = input[step * Features + layout.Targets[i]];
        return history;
    }

    public void CopyTimes(int window, Span<long> stamps)
    {
        if (times is null)
            throw new InvalidInputException(
                $"The view: expected a column '{WindowColumns.Times}' of time stamps, found none."
            );
        times[window].CopyTo(stamps);
    }

    /// <summary>The time stamps of a window, where there are any.</summary>
    public ReadOnlySpan<long> Times(int window) => times![window];

    public IWindowSource Range(int first, int count) =>
        new GatheredWindows(
            layout,
            [.. inputs.Skip(first).Take(count)],
            [.. targets.Skip(first).Take(count)],
            times is null ? null : [.. times.Skip(first).Take(count)]
        );

    public TimeSeries Rows(int apart = 0) => WindowRows.Of(this, apart);
}
