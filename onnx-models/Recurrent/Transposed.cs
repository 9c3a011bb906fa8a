namespace Rnn.Onnx.Models.Recurrent;

/// <summary>Matrices the other way round.</summary>
internal static class Transposed
{
    /// <summary>A row-major matrix [rows, columns] as [columns, rows].</summary>
    public static float[] Of(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        var result = new float[matrix.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return result;
    }
}
