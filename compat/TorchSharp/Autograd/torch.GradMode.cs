using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradModeGuard(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradModeGuard(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradModeGuard(mode);

    public static bool is_grad_enabled() => NativeMethods.GradMode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceModeGuard(mode);

    public static bool is_inference_mode_enabled() => NativeMethods.InferenceMode() != 0;

    /// <summary>Sets the calling thread's mode, and the one before when it is disposed.</summary>
    private sealed class GradModeGuard : IDisposable
    {
        private readonly int before = NativeMethods.GradMode();

        internal GradModeGuard(bool enabled) => NativeMethods.SetGradMode(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.SetGradMode(before);
    }

    private sealed class InferenceModeGuard(bool enabled) : IDisposable
    {
        private nint guard = NativeMethods.InferenceGuard(enabled ? 1 : 0);

        public void Dispose()
        {
            if (guard == 0)
                return;
            NativeMethods.InferenceGuardFree(guard);
            guard = 0;
        }
    }
}
