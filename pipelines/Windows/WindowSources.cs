using Microsoft.ML;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>From any view of windows to the windows: in place where the view was made of them, otherwise gathered.</summary>
internal static class WindowSources
{
    public static IWindowSource Of(
        IDataView view,
        string seriesColumn = WindowColumns.Series,
        string targetColumn = WindowColumns.Target,
        string timesColumn = WindowColumns.Times,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(view);
        var layout = WindowLayout.Of(view.Schema, seriesColumn, targetColumn, timesColumn);
        return (view, seriesColumn, targetColumn, timesColumn) switch
        {
            (WindowView windows, WindowColumns.Series, WindowColumns.Target, WindowColumns.Times) => windows.Windows,
            (
                RowWindowView { Options.RequireTarget: true } rows,
                WindowColumns.Series,
                WindowColumns.Target,
                WindowColumns.Times
            ) => rows.InMemory(cancel),
            _ => WindowGathering.Read(view, layout, seriesColumn, targetColumn, timesColumn, cancel),
        };
    }
}
