namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Dates, taken as UTC, as seconds since 1970-01-01.</summary>
internal static class UnixTime
{
    // Ticks are never negative in a DateTime, so the division rounds down, before 1970 as well.
    public static long Seconds(DateTime date) =>
        date.Ticks / TimeSpan.TicksPerSecond - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;

    public static DateTime Date(long seconds) => DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
}
