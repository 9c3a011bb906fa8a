using System.Runtime.Intrinsics;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Kernels;

/// <summary>How wide the vectors are that the fused kernels compute with; chosen once, by what the processor has.</summary>
internal enum KernelWidth
{
    /// <summary>No fused kernels: the tensor library's own layers.</summary>
    Off = 0,

    /// <summary>Vectors of 4 floats, which every processor has.</summary>
    Portable = 128,

    /// <summary>Vectors of 8 floats, such as AVX2.</summary>
    Wide = 256,

    /// <summary>Vectors of 16 floats, such as AVX-512.</summary>
    Widest = 512,
}

/// <summary>Chooses the kernels of this process: the widest that the processor has, or what RNN_KERNELS says (512, 256, 128, off).</summary>
internal static class KernelPath
{
    /// <summary>The environment variable that forces a width, or turns the kernels off.</summary>
    public const string Variable = "RNN_KERNELS";

    private static readonly Lazy<KernelWidth> OfProcess = new(() =>
        Choose(Environment.GetEnvironmentVariable(Variable))
    );

    private static readonly AsyncLocal<KernelWidth?> Forced = new();

    /// <summary>The width in use.</summary>
    /// <exception cref="InvalidInputException">RNN_KERNELS says something else than the four words.</exception>
    public static KernelWidth Current => Forced.Value ?? OfProcess.Value;

    /// <summary>Another width until the answer is disposed, in this flow of control only.</summary>
    public static IDisposable Force(KernelWidth width)
    {
        var before = Forced.Value;
        Forced.Value = width;
        return new Restore(before);
    }

    /// <summary>What a value of the variable means; null or "" leave it to the processor.</summary>
    public static KernelWidth Choose(string? value) =>
        value switch
        {
            null or "" => Widest,
            "512" => KernelWidth.Widest,
            "256" => KernelWidth.Wide,
            "128" => KernelWidth.Portable,
            "off" => KernelWidth.Off,
            _ => throw new InvalidInputException(
                $"Environment variable {Variable}: expected 512, 256, 128 or off, found {value}."
            ),
        };

    private static KernelWidth Widest =>
        Vector512.IsHardwareAccelerated ? KernelWidth.Widest
        : Vector256.IsHardwareAccelerated ? KernelWidth.Wide
        : KernelWidth.Portable;

    private sealed class Restore(KernelWidth? before) : IDisposable
    {
        public void Dispose() => Forced.Value = before;
    }
}
