using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>Session options for all ONNX models of a context; the defaults are ONNX Runtime's.</summary>
public sealed class OnnxSessionOptions
{
    public OrtLoggingLevel LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;

    public OnnxSessionOptions() { }

    public delegate SessionOptions CreateOnnxSessionOptions();

    public bool EnableMemoryPattern { get; set; } = true;

    public string ProfileOutputPathPrefix { get; set; } = "onnxruntime_profile_";

    public bool EnableProfiling { get; set; }

    public string OptimizedModelFilePath { get; set; } = string.Empty;

    public bool EnableCpuMemArena { get; set; } = true;

    /// <summary>Whether each session has threads of its own; if not, the two global numbers count.</summary>
    public bool PerSessionThreads { get; set; } = true;

    public int GlobalIntraOpNumThreads { get; set; }

    public int GlobalInterOpNumThreads { get; set; }

    public string LogId { get; set; } = string.Empty;

    public int LogVerbosityLevel { get; set; }

    public int IntraOpNumThreads { get; set; }

    public int InterOpNumThreads { get; set; }

    public GraphOptimizationLevel GraphOptimizationLevel { get; set; } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    public ExecutionMode ExecutionMode { get; set; } = ExecutionMode.ORT_SEQUENTIAL;

    /// <summary>Makes the options of each session; then nothing else here counts, nor does a device asked for.</summary>
    public CreateOnnxSessionOptions CreateSessionOptions { get; set; }

    internal void CopyTo(SessionOptions session)
    {
        session.EnableMemoryPattern = EnableMemoryPattern;
        session.ProfileOutputPathPrefix = ProfileOutputPathPrefix;
        session.EnableProfiling = EnableProfiling;
        session.OptimizedModelFilePath = OptimizedModelFilePath;
        session.EnableCpuMemArena = EnableCpuMemArena;
        if (!PerSessionThreads)
            session.DisablePerSessionThreads();
        session.LogId = LogId;
        session.LogSeverityLevel = LogSeverityLevel;
        session.LogVerbosityLevel = LogVerbosityLevel;
        session.GraphOptimizationLevel = GraphOptimizationLevel;
        session.ExecutionMode = ExecutionMode;
    }
}

public static class OnnxSessionOptionsExtensions
{
    private const string Name = "OnnxSessionOptions";

    /// <summary>Null when none were set.</summary>
    public static OnnxSessionOptions GetOnnxSessionOption(this IHostEnvironment env) =>
        Options(env).GetOptionOrDefault<OnnxSessionOptions>(Name);

    public static void SetOnnxSessionOption(this IHostEnvironment env, OnnxSessionOptions onnxSessionOptions) =>
        Options(env).SetOption(Name, onnxSessionOptions);

    private static IHostEnvironmentInternal Options(IHostEnvironment env) =>
        env as IHostEnvironmentInternal ?? throw new ArgumentException("No Onnx Session Options");
}
