namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(
        System.Numerics.Complex scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<System.Numerics.Complex>([scalar], [], dtype, device, requires_grad, null);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(
        System.Numerics.Complex[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray, [rawArray.LongLength], dtype, device, requires_grad, names);

    public static Tensor tensor(
        System.Numerics.Complex[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        long rows,
        long columns,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad, names);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        long dim0,
        long dim1,
        long dim2,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray.ToArray(), [dim0, dim1, dim2], dtype, device, requires_grad, names);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        long dim0,
        long dim1,
        long dim2,
        long dim3,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) =>
        CopyOf<System.Numerics.Complex>(
            rawArray.ToArray(),
            [dim0, dim1, dim2, dim3],
            dtype,
            device,
            requires_grad,
            names
        );

    public static Tensor tensor(
        System.Numerics.Complex[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>((Array)rawArray, dtype, device, requires_grad, names);

    public static Tensor tensor(
        System.Numerics.Complex[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>((Array)rawArray, dtype, device, requires_grad, names);

    public static Tensor tensor(
        System.Numerics.Complex[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>((Array)rawArray, dtype, device, requires_grad, names);

    public static Tensor tensor(
        Memory<System.Numerics.Complex> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => CopyOf<System.Numerics.Complex>(rawArray.Span, dimensions, dtype, device, requires_grad, names);

    public static Tensor as_tensor(
        IList<System.Numerics.Complex> rawArray,
        ScalarType? dtype = null,
        Device? device = null
    ) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(
        System.Numerics.Complex[] rawArray,
        ScalarType? dtype = null,
        Device? device = null
    ) => from_array(rawArray, dtype, device);
}
