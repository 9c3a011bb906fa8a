using System.Numerics;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number with libtorch's idea of its type: integers are Int64, reals Float64.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ArgumentKind kind, ScalarType type, long integer = 0, double real = 0, double imaginary = 0)
    {
        Kind = kind;
        Type = type;
        Integer = integer;
        Real = real;
        Imaginary = imaginary;
    }

    internal ArgumentKind Kind { get; }

    internal long Integer { get; }

    internal double Real { get; }

    internal double Imaginary { get; }

    public ScalarType Type { get; }

    internal static Scalar Of(long value) => new(ArgumentKind.Int, ScalarType.Int64, integer: value);

    internal static Scalar Of(double value) => new(ArgumentKind.Double, ScalarType.Float64, real: value);

    internal static Scalar Of(bool value) => new(ArgumentKind.Bool, ScalarType.Bool, integer: value ? 1 : 0);

    internal static Scalar Of(Complex value) =>
        new(ArgumentKind.Complex, ScalarType.ComplexFloat64, real: value.Real, imaginary: value.Imaginary);

    internal double AsDouble => Kind is ArgumentKind.Double or ArgumentKind.Complex ? Real : Integer;

    internal long AsInt64 => Kind is ArgumentKind.Double or ArgumentKind.Complex ? (long)Real : Integer;

    public static implicit operator Scalar(byte value) => Of((long)value);

    public static implicit operator Scalar(sbyte value) => Of((long)value);

    public static implicit operator Scalar(short value) => Of((long)value);

    public static implicit operator Scalar(int value) => Of((long)value);

    public static implicit operator Scalar(long value) => Of(value);

    public static implicit operator Scalar(Half value) => Of((double)value);

    public static implicit operator Scalar(BFloat16 value) => Of((double)value);

    public static implicit operator Scalar(float value) => Of((double)value);

    public static implicit operator Scalar(double value) => Of(value);

    public static implicit operator Scalar(bool value) => Of(value);

    public static implicit operator Scalar((float, float) value) => Of(new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => Of(value);

    public void Dispose() { }
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this (float, float) value) => value;

    public static Scalar ToScalar(this Complex value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToBFloat16Scalar(this float value) => new BFloat16(value);

    public static Scalar ToScalar(this BFloat16 value) => value;

    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;

    public static BFloat16 ToBFloat16(this Scalar value) => (BFloat16)value.AsDouble;

    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    public static double ToDouble(this Scalar value) => value.AsDouble;

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsInt64;

    public static byte ToByte(this Scalar value) => (byte)value.AsInt64;

    public static short ToInt16(this Scalar value) => (short)value.AsInt64;

    public static int ToInt32(this Scalar value) => (int)value.AsInt64;

    public static long ToInt64(this Scalar value) => value.AsInt64;

    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;

    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) =>
        ((float)value.AsDouble, (float)value.Imaginary);

    public static Complex ToComplexFloat64(this Scalar value) => new(value.AsDouble, value.Imaginary);
}
