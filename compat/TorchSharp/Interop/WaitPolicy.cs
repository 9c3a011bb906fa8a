using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>
/// How the threads of libtorch's libraries wait for work: soon asleep. By default they turn in a loop for milliseconds after each product
/// and keep the processor from whoever else has work, such as the threads of a custom function. What the environment says counts more.
/// </summary>
internal static partial class WaitPolicy
{
    // The libraries read the process's environment when they are loaded, and .NET's own setting does not reach it.
    public static void Set()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
        // 2 to the power of 18 cycles, a tenth of a millisecond: products that follow each other at once find the threads awake.
        _ = SetEnvironment("OPENBLAS_THREAD_TIMEOUT", "18", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
