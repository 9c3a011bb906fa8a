using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => NativeMethods.Threads();

    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.SetThreads(num));

    public static int get_num_interop_threads() => NativeMethods.InteropThreads();

    public static void set_num_interop_threads(int num) => NativeMethods.Check(NativeMethods.SetInteropThreads(num));
}
