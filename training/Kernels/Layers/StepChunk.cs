namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>Steps whose rows are multiplied together: enough rows that reading the weights costs little, few enough that the cache holds them.</summary>
internal static class StepChunk
{
    /// <summary>Rows that are enough.</summary>
    public const int Rows = 96;

    /// <summary>The step behind the chunk that begins at a step.</summary>
    public static int EndFrom(RowSlice slice, int step)
    {
        var end = step + 1;
        while (end < slice.Steps && slice.First(end) - slice.First(step) < Rows)
            end++;
        return end;
    }

    /// <summary>The first step of the chunk that ends in front of a step: so many rows at the most, or a single step.</summary>
    public static int BeginOf(RowSlice slice, int end, int rows)
    {
        var step = end - 1;
        while (step > 0 && slice.First(end) - slice.First(step - 1) <= rows)
            step--;
        return step;
    }
}
