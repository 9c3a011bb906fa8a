using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Inference;

/// <summary>Session options for a device, with a fallback to the CPU that really falls back.</summary>
internal static class ExecutionProviders
{
    public const string Cpu = "CPU";
    public const string Cuda = "CUDA";

    /// <summary>The options, the name of the provider that they ask for and, where that is not what was asked for, why.</summary>
    public static (SessionOptions Options, string Provider, string? Fallback) For(SessionSettings settings)
    {
        if (settings.Device == Device.Cpu)
            return (CpuOptions(settings), Cpu, null);

        var options = CpuOptions(settings);
        try
        {
            options.AppendExecutionProvider_CUDA(settings.DeviceId);
            return (options, Cuda, null);
        }
        // A runtime without CUDA lacks the entry point; one with it answers with an error where there is no device.
        catch (Exception e) when (e is EntryPointNotFoundException or OnnxRuntimeException)
        {
            options.Dispose();
            if (settings.Device == Device.Cuda)
                throw new InvalidInputException(
                    $"Option device: expected a CUDA device with number {settings.DeviceId}, but ONNX Runtime found none ({FirstLine(e.Message)}).",
                    e
                );
            return (CpuOptions(settings), Cpu, FirstLine(e.Message));
        }
    }

    internal static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd('\r', '.', ' ');

    private static SessionOptions CpuOptions(SessionSettings settings) =>
        new()
        {
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
}
