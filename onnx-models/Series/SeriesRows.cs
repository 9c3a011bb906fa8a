namespace Rnn.Onnx.Models.Series;

/// <summary>How many rows each part of a series has, from its first row on.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Validation">The rows after them, which choose the best epoch.</param>
/// <param name="Test">The rows after those, which only the final figures are measured on.</param>
public sealed record SeriesRows(int Training, int Validation, int Test)
{
    /// <summary>Rows of all parts.</summary>
    public long Sum => (long)Training + Validation + Test;
}
