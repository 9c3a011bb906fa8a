using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Onnx;

namespace Microsoft.ML;

/// <summary>
/// Overloads by what is said of the columns (nothing, one input and output, or arrays), of the model (a file or a
/// stream) and of shapes.
/// </summary>
public static class OnnxCatalog
{
    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string modelFile,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, [], [], modelFile, null, null, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        Stream modelBytes,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, [], [], null, modelBytes, null, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string modelFile,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, [], [], modelFile, null, shapeDictionary, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        Stream modelBytes,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, [], [], null, modelBytes, shapeDictionary, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        string modelFile,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, [outputColumnName], [inputColumnName], modelFile, null, null, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        Stream modelBytes,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, [outputColumnName], [inputColumnName], null, modelBytes, null, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        string modelFile,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) =>
        Make(
            catalog,
            [outputColumnName],
            [inputColumnName],
            modelFile,
            null,
            shapeDictionary,
            gpuDeviceId,
            fallbackToCpu
        );

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        Stream modelBytes,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) =>
        Make(
            catalog,
            [outputColumnName],
            [inputColumnName],
            null,
            modelBytes,
            shapeDictionary,
            gpuDeviceId,
            fallbackToCpu
        );

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string[] outputColumnNames,
        string[] inputColumnNames,
        string modelFile,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, outputColumnNames, inputColumnNames, modelFile, null, null, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string[] outputColumnNames,
        string[] inputColumnNames,
        Stream modelBytes,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) => Make(catalog, outputColumnNames, inputColumnNames, null, modelBytes, null, gpuDeviceId, fallbackToCpu);

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string[] outputColumnNames,
        string[] inputColumnNames,
        string modelFile,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) =>
        Make(
            catalog,
            outputColumnNames,
            inputColumnNames,
            modelFile,
            null,
            shapeDictionary,
            gpuDeviceId,
            fallbackToCpu
        );

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string[] outputColumnNames,
        string[] inputColumnNames,
        Stream modelBytes,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false
    ) =>
        Make(
            catalog,
            outputColumnNames,
            inputColumnNames,
            null,
            modelBytes,
            shapeDictionary,
            gpuDeviceId,
            fallbackToCpu
        );

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string[] outputColumnNames,
        string[] inputColumnNames,
        string modelFile,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false,
        int recursionLimit = 100
    ) =>
        Make(
            catalog,
            outputColumnNames,
            inputColumnNames,
            modelFile,
            null,
            shapeDictionary,
            gpuDeviceId,
            fallbackToCpu,
            recursionLimit
        );

    public static OnnxScoringEstimator ApplyOnnxModel(
        this TransformsCatalog catalog,
        string[] outputColumnNames,
        string[] inputColumnNames,
        Stream modelBytes,
        IDictionary<string, int[]> shapeDictionary,
        int? gpuDeviceId = null,
        bool fallbackToCpu = false,
        int recursionLimit = 100
    ) =>
        Make(
            catalog,
            outputColumnNames,
            inputColumnNames,
            null,
            modelBytes,
            shapeDictionary,
            gpuDeviceId,
            fallbackToCpu,
            recursionLimit
        );

    public static OnnxScoringEstimator ApplyOnnxModel(this TransformsCatalog catalog, OnnxOptions options) =>
        Make(
            catalog,
            options.OutputColumns,
            options.InputColumns,
            options.ModelFile,
            null,
            options.ShapeDictionary,
            options.GpuDeviceId,
            options.FallbackToCpu,
            options.RecursionLimit,
            options.InterOpNumThreads,
            options.IntraOpNumThreads
        );

    private static OnnxScoringEstimator Make(
        TransformsCatalog catalog,
        string[] outputs,
        string[] inputs,
        string file,
        Stream stream,
        IDictionary<string, int[]> shapes,
        int? gpuDeviceId,
        bool fallbackToCpu,
        int recursionLimit = 100,
        int? interOpThreads = null,
        int? intraOpThreads = null
    )
    {
        var env = catalog.GetEnvironment();
        // A device of the context counts only where the call names none, and then its fallback counts too.
        if (gpuDeviceId is null && env is IHostEnvironmentInternal { GpuDeviceId: { } device } context)
            (gpuDeviceId, fallbackToCpu) = (device, context.FallbackToCpu);
        var options = new OnnxOptions
        {
            ModelFile = file,
            InputColumns = inputs,
            OutputColumns = outputs,
            GpuDeviceId = gpuDeviceId,
            FallbackToCpu = fallbackToCpu,
            ShapeDictionary = shapes,
            RecursionLimit = recursionLimit,
            InterOpNumThreads = interOpThreads,
            IntraOpNumThreads = intraOpThreads,
        };
        return new OnnxScoringEstimator(env, options, stream);
    }
}
