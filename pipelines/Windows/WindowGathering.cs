using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Copies the windows of a view, in its order.</summary>
internal static class WindowGathering
{
    /// <summary>Windows none of whose targets is known are left out.</summary>
    public static GatheredWindows Read(
        IDataView view,
        WindowLayout layout,
        string seriesColumn,
        string targetColumn,
        string timesColumn,
        CancellationToken cancel
    )
    {
        var (inputs, targets) = (new List<float[]>(), new List<float[]>());
        var times = layout.Dated ? new List<long[]>() : null;
        string[] names = layout.Dated ? [seriesColumn, targetColumn, timesColumn] : [seriesColumn, targetColumn];
        using var cursor = view.GetRowCursor(names.Select(name => view.Schema[name]));
        var readSeries = cursor.GetGetter<VBuffer<float>>(view.Schema[seriesColumn]);
        var readTarget = cursor.GetGetter<VBuffer<float>>(view.Schema[targetColumn]);
        var readTimes = layout.Dated ? cursor.GetGetter<VBuffer<long>>(view.Schema[timesColumn]) : null;
        VBuffer<float> vector = default;
        VBuffer<long> stamps = default;
        while (cursor.MoveNext())
        {
            cancel.ThrowIfCancellationRequested();
            readTarget(ref vector);
            float[] target = [.. vector.DenseValues()];
            if (Array.TrueForAll(target, float.IsNaN))
                continue;
            targets.Add(target);
            readSeries(ref vector);
            inputs.Add([.. vector.DenseValues()]);
            if (readTimes is null)
                continue;
            readTimes(ref stamps);
            times!.Add([.. stamps.DenseValues()]);
        }
        return new GatheredWindows(layout, inputs, targets, times);
    }
}
