using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Operator.CallValue("result_type.Tensor", tensor1, tensor2).Integer;

    public static bool can_cast(ScalarType from, ScalarType to) => Operator.CallBool("can_cast", from, to);

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)Operator.CallValue("promote_types", type1, type2).Integer;

    public static bool is_tensor(object obj) => obj is Tensor;

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static long max_int_value(ScalarType type) =>
        type switch
        {
            ScalarType.Byte => byte.MaxValue,
            ScalarType.Int8 => sbyte.MaxValue,
            ScalarType.Int16 => short.MaxValue,
            ScalarType.Int32 => int.MaxValue,
            ScalarType.Int64 => long.MaxValue,
            ScalarType.Bool => 1,
            _ => throw new ArgumentException($"The type {type} is not an integer type.", nameof(type)),
        };

    public static FInfo finfo() => finfo(get_default_dtype());

    public static FInfo finfo(ScalarType dtype) =>
        dtype switch
        {
            ScalarType.Float16 => new(16, Math.Pow(2, -10), 65504, Math.Pow(2, -14), 1e-3),
            ScalarType.BFloat16 => new(16, Math.Pow(2, -7), (double)BFloat16.MaxValue, Math.Pow(2, -126), 1e-2),
            ScalarType.Float32 or ScalarType.ComplexFloat32 => new(
                32,
                Math.Pow(2, -23),
                float.MaxValue,
                Math.Pow(2, -126),
                1e-6
            ),
            ScalarType.Float64 or ScalarType.ComplexFloat64 => new(
                64,
                Math.Pow(2, -52),
                double.MaxValue,
                Math.Pow(2, -1022),
                1e-15
            ),
            _ => throw new ArgumentException("'dtype' must be floating point or complex"),
        };

    public struct FInfo
    {
        internal FInfo(int bits, double eps, double max, double tiny, double resolution)
        {
            this.bits = bits;
            this.eps = eps;
            this.max = max;
            min = -max;
            this.tiny = tiny;
            smallest_normal = tiny;
            this.resolution = resolution;
        }

        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
        public double resolution;
    }
}
