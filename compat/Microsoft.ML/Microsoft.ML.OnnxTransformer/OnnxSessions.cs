using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>Opens sessions by the transformer's options and by those that the environment carries.</summary>
internal static class OnnxSessions
{
    public static InferenceSession Open(IHostEnvironment env, OnnxOptions options)
    {
        var settings = env.GetOnnxSessionOption() ?? new OnnxSessionOptions();
        CreateEnvironment(settings);

        // Session options made by the caller go before everything else, the device included.
        if (settings.CreateSessionOptions is { } create)
            return new InferenceSession(options.ModelFile, create());
        if (options.GpuDeviceId is not { } device)
            return Open(new SessionOptions(), settings, options);
        try
        {
            // Where the native library has no CUDA entry point, this fails with another exception, which is not caught.
            return Open(SessionOptions.MakeSessionOptionWithCudaProvider(device), settings, options);
        }
        catch (OnnxRuntimeException) when (options.FallbackToCpu)
        {
            return Open(new SessionOptions(), settings, options);
        }
    }

    private static InferenceSession Open(SessionOptions session, OnnxSessionOptions settings, OnnxOptions options)
    {
        using (session)
        {
            settings.CopyTo(session);
            session.InterOpNumThreads = options.InterOpNumThreads ?? settings.InterOpNumThreads;
            session.IntraOpNumThreads = options.IntraOpNumThreads ?? settings.IntraOpNumThreads;
            return new InferenceSession(options.ModelFile, session);
        }
    }

    private static void CreateEnvironment(OnnxSessionOptions settings)
    {
        if (settings.PerSessionThreads || OrtEnv.IsCreated)
            return;
        using var threads = new OrtThreadingOptions
        {
            GlobalInterOpNumThreads = settings.GlobalInterOpNumThreads,
            GlobalIntraOpNumThreads = settings.GlobalIntraOpNumThreads,
        };
        var options = new EnvironmentCreationOptions { threadOptions = threads };
        OrtEnv.CreateInstanceWithOptions(ref options);
    }
}
