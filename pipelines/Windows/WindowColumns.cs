namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Names of the columns of a view of windows.</summary>
public static class WindowColumns
{
    /// <summary>What the model reads, T*C values.</summary>
    public const string Series = "series";

    /// <summary>What came to pass, a value a step of the horizon and target, the targets of a step together.</summary>
    public const string Target = "target";

    /// <summary>What the model expects, as <see cref="Target"/>.</summary>
    public const string Forecast = "forecast";

    /// <summary>Quantiles of what the model expects, a value a level for each step, the levels of a step together.</summary>
    public const string Quantiles = "quantiles";

    /// <summary>Date of the first step of the horizon.</summary>
    public const string Date = "date";

    /// <summary>Time stamps of the T + horizon steps of a window, in seconds since 1970-01-01 (int64).</summary>
    public const string Times = "times";
}
