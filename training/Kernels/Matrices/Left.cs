namespace Rnn.Onnx.Training.Kernels.Matrices;

/// <summary>The left matrix of a product as it lies in memory: element (row, k) stands at row * RowStride + k * Stride.</summary>
internal readonly unsafe record struct Left(nint First, nint RowStride, nint Stride)
{
    /// <summary>Rows one after the other, each without a gap.</summary>
    public static Left Rows(float* first, nint rowStride) => new((nint)first, rowStride, 1);

    /// <summary>The transpose of rows one after the other.</summary>
    public static Left Columns(float* first, nint rowStride) => new((nint)first, 1, rowStride);

    /// <summary>Where an element stands.</summary>
    public float* At(nint row, nint k) => (float*)First + row * RowStride + k * Stride;
}
