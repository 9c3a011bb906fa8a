using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

internal enum ArgumentKind
{
    None = 0,
    Default = 1,
    Tensor = 2,
    Int = 3,
    Double = 4,
    Bool = 5,
    String = 6,
    TensorList = 7,
    IntList = 8,
    DoubleList = 9,
    BoolList = 10,
    Device = 11,
    Generator = 12,
    Complex = 13,
}

/// <summary>What crosses the boundary: struct Argument of native/shim.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal unsafe struct NativeArgument
{
    [FieldOffset(0)]
    internal ArgumentKind Kind;

    [FieldOffset(4)]
    internal int Count;

    [FieldOffset(8)]
    internal long Integer;

    [FieldOffset(8)]
    internal double Real;

    [FieldOffset(8)]
    internal void* Pointer;

    [FieldOffset(16)]
    internal double Imaginary;
}

/// <summary>
/// One argument of an operator, converted implicitly from what methods take. It keeps the managed object alive; the
/// call copies lists to the stack, so nothing needs to be pinned.
/// </summary>
internal readonly struct Argument
{
    internal readonly ArgumentKind Kind;
    internal readonly object? Reference;
    internal readonly long Integer;
    internal readonly double Real;
    internal readonly double Imaginary;

    private Argument(
        ArgumentKind kind,
        object? reference = null,
        long integer = 0,
        double real = 0,
        double imaginary = 0
    )
    {
        Kind = kind;
        Reference = reference;
        Integer = integer;
        Real = real;
        Imaginary = imaginary;
    }

    internal static readonly Argument None = default;

    /// <summary>Take the schema's default for this one.</summary>
    internal static readonly Argument Default = new(ArgumentKind.Default);

    public static implicit operator Argument(Tensor? value) =>
        value is null ? None : new(ArgumentKind.Tensor, value, value.Handle);

    public static implicit operator Argument(Tensor?[] values) => new(ArgumentKind.TensorList, values);

    public static implicit operator Argument(int value) => new(ArgumentKind.Int, integer: value);

    public static implicit operator Argument(long value) => new(ArgumentKind.Int, integer: value);

    public static implicit operator Argument(long? value) => value is { } v ? v : None;

    public static implicit operator Argument(double value) => new(ArgumentKind.Double, real: value);

    public static implicit operator Argument(double? value) => value is { } v ? v : None;

    public static implicit operator Argument(bool value) => new(ArgumentKind.Bool, integer: value ? 1 : 0);

    public static implicit operator Argument(bool? value) => value is { } v ? v : None;

    public static implicit operator Argument(string value) => new(ArgumentKind.String, value);

    public static implicit operator Argument(long[]? values) =>
        values is null ? None : new(ArgumentKind.IntList, values);

    public static implicit operator Argument(double[]? values) =>
        values is null ? None : new(ArgumentKind.DoubleList, values);

    public static implicit operator Argument(bool[] values) => new(ArgumentKind.BoolList, values);

    public static implicit operator Argument(ScalarType value) => new(ArgumentKind.Int, integer: (long)value);

    public static implicit operator Argument(ScalarType? value) => value is { } v ? v : None;

    public static implicit operator Argument(Device? value) =>
        value is null ? None : new(ArgumentKind.Device, integer: value.Packed);

    public static implicit operator Argument(Generator? value) =>
        value is null ? None : new(ArgumentKind.Generator, value, value.Handle);

    public static implicit operator Argument(Scalar? value) =>
        value is null ? None : new(value.Kind, null, value.Integer, value.Real, value.Imaginary);

    /// <summary>How many bytes of list or text the native argument points to.</summary>
    internal int PayloadBytes =>
        Kind switch
        {
            ArgumentKind.TensorList => ((Tensor?[])Reference!).Length * sizeof(long),
            ArgumentKind.IntList => ((long[])Reference!).Length * sizeof(long),
            ArgumentKind.DoubleList => ((double[])Reference!).Length * sizeof(double),
            ArgumentKind.BoolList => RoundUp(((bool[])Reference!).Length),
            ArgumentKind.String => RoundUp(System.Text.Encoding.UTF8.GetByteCount((string)Reference!)),
            _ => 0,
        };

    /// <summary>Fills the native argument, writing lists to <paramref name="payload"/>; returns the next free byte.</summary>
    internal unsafe byte* Write(NativeArgument* target, byte* payload)
    {
        target->Kind = Kind;
        target->Count = 0;
        target->Imaginary = Imaginary;
        switch (Kind)
        {
            case ArgumentKind.Double or ArgumentKind.Complex:
                target->Real = Real;
                return payload;
            case ArgumentKind.TensorList:
            {
                var tensors = (Tensor?[])Reference!;
                for (var i = 0; i < tensors.Length; i++)
                    ((nint*)payload)[i] = tensors[i]?.Handle ?? 0;
                target->Count = tensors.Length;
                break;
            }
            case ArgumentKind.IntList:
            {
                var values = (long[])Reference!;
                values.CopyTo(new Span<long>(payload, values.Length));
                target->Count = values.Length;
                break;
            }
            case ArgumentKind.DoubleList:
            {
                var values = (double[])Reference!;
                values.CopyTo(new Span<double>(payload, values.Length));
                target->Count = values.Length;
                break;
            }
            case ArgumentKind.BoolList:
            {
                var values = (bool[])Reference!;
                values.CopyTo(new Span<bool>(payload, values.Length));
                target->Count = values.Length;
                break;
            }
            case ArgumentKind.String:
                target->Count = System.Text.Encoding.UTF8.GetBytes(
                    (string)Reference!,
                    new Span<byte>(payload, PayloadBytes)
                );
                break;
            default:
                target->Integer = Integer;
                return payload;
        }
        target->Pointer = payload;
        return payload + PayloadBytes;
    }

    private static int RoundUp(int bytes) => (bytes + 7) & ~7;
}
