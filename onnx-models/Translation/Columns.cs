namespace Rnn.Onnx.Models.Translation;

/// <summary>Parts of matrices.</summary>
internal static class Columns
{
    /// <summary>Some columns of a row-major matrix [rows, width]: [rows, count].</summary>
    public static float[] Of(ReadOnlySpan<float> matrix, int width, int first, int count)
    {
        var rows = matrix.Length / width;
        var result = new float[rows * count];
        for (var row = 0; row < rows; row++)
            matrix.Slice((row * width) + first, count).CopyTo(result.AsSpan(row * count));
        return result;
    }
}
