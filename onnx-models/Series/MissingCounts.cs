namespace Rnn.Onnx.Models.Series;

/// <summary>What was missing in a file.</summary>
/// <param name="Values">Missing values, those of missing rows among them.</param>
/// <param name="Rows">Rows that were inserted, so that the dates keep one step.</param>
/// <param name="LongestGap">Most missing values of a column in a row.</param>
public sealed record MissingCounts(int Values, int Rows, int LongestGap)
{
    /// <summary>Nothing was missing.</summary>
    public static MissingCounts None { get; } = new(0, 0, 0);
}
