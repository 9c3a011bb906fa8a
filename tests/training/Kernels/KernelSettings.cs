using System.Runtime.Intrinsics;
using Rnn.Onnx.Training.Kernels;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>What the kernels are tried with.</summary>
internal static class KernelSettings
{
    /// <summary>The widths that the processor has.</summary>
    public static IEnumerable<KernelWidth> Widths
    {
        get
        {
            if (Vector512.IsHardwareAccelerated)
                yield return KernelWidth.Widest;
            if (Vector256.IsHardwareAccelerated)
                yield return KernelWidth.Wide;
            yield return KernelWidth.Portable;
        }
    }

    /// <summary>Another number of threads until the answer is disposed.</summary>
    public static IDisposable Threads(int count)
    {
        var restore = new Restore(get_num_threads());
        set_num_threads(count);
        return restore;
    }

    private sealed class Restore(int before) : IDisposable
    {
        public void Dispose() => set_num_threads(before);
    }
}
