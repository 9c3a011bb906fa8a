using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    public static Modules.Parameter AsParameter(this Tensor tensor) => new(tensor);

    public static int ElementSize(this ScalarType type) =>
        type switch
        {
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
            ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
            ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
            ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
            ScalarType.ComplexFloat64 => 16,
            _ => throw new NotSupportedException($"The element type {type} is not known."),
        };

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (total, size) => total * size);

    public static ReadOnlySpan<int> IntShape(this Tensor tensor) => tensor.shape.Select(size => (int)size).ToArray();

    public static Tensor ToTensor<T>(
        this T[] rawArray,
        long[] dimensions,
        bool doCopy = false,
        bool requires_grad = false
    ) =>
        rawArray switch
        {
            byte[] values => tensor(values, dimensions, requires_grad: requires_grad),
            sbyte[] values => tensor(values, dimensions, requires_grad: requires_grad),
            short[] values => tensor(values, dimensions, requires_grad: requires_grad),
            int[] values => tensor(values, dimensions, requires_grad: requires_grad),
            long[] values => tensor(values, dimensions, requires_grad: requires_grad),
            double[] values => tensor(values, dimensions, requires_grad: requires_grad),
            float[] values => tensor(values, dimensions, requires_grad: requires_grad),
            bool[] values => tensor(values, dimensions, requires_grad: requires_grad),
            BFloat16[] values => tensor(values, dimensions, requires_grad: requires_grad),
            _ => throw NotSupported(typeof(T)),
        };

    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false)
        where T : struct
    {
        if (requires_grad && scalar is not (float or double or BFloat16))
            throw new ArgumentException("Only floating point types support gradients.", nameof(requires_grad));
        return scalar switch
        {
            byte value => tensor(value, device: device, requires_grad: requires_grad),
            sbyte value => tensor(value, device: device, requires_grad: requires_grad),
            short value => tensor(value, device: device, requires_grad: requires_grad),
            int value => tensor(value, device: device, requires_grad: requires_grad),
            long value => tensor(value, device: device, requires_grad: requires_grad),
            float value => tensor(value, device: device, requires_grad: requires_grad),
            double value => tensor(value, device: device, requires_grad: requires_grad),
            BFloat16 value => tensor(value, device: device, requires_grad: requires_grad),
            _ => throw NotSupported(typeof(T)),
        };
    }

    private static NotImplementedException NotSupported(Type type) =>
        new($"Creating tensor of type {type} is not supported.");

    public static Half ToHalf(this Tensor value) => value.ToScalar().ToHalf();

    public static BFloat16 ToBFloat16(this Tensor value) => value.ToScalar().ToBFloat16();

    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();

    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    public static sbyte ToSByte(this Tensor value) => value.ToScalar().ToSByte();

    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();

    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();

    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();

    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();

    public static (float Real, float Imaginary) ToComplex32(this Tensor value) => value.ToScalar().ToComplexFloat32();

    public static Complex ToComplex64(this Tensor value) => value.ToScalar().ToComplexFloat64();
}
