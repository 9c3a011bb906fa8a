namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>The last rows that were read, one behind the other in memory; older ones are forgotten.</summary>
/// <param name="capacity">Rows that are kept.</param>
/// <param name="width">Values of a row.</param>
internal sealed class WindowBuffer(int capacity, int width)
{
    // Twice the room, so that rows move only once in a while.
    private readonly float[] values = new float[2 * capacity * width];
    private int rows;

    public void Add(ReadOnlySpan<float> row)
    {
        if (rows == 2 * capacity)
        {
            var kept = capacity - 1;
            values.AsSpan((rows - kept) * width).CopyTo(values);
            rows = kept;
        }
        row.CopyTo(values.AsSpan(rows * width, width));
        rows++;
    }

    /// <summary>Rows, the last of which lie <paramref name="back"/> rows before the end.</summary>
    public ReadOnlySpan<float> Rows(int count, int back) => values.AsSpan((rows - back - count) * width, count * width);
}
