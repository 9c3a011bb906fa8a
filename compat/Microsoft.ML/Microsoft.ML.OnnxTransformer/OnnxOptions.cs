namespace Microsoft.ML.Transforms.Onnx;

public sealed class OnnxOptions
{
    public string ModelFile;

    /// <summary>Column names, which are the names of the model's inputs.</summary>
    public string[] InputColumns;

    public string[] OutputColumns;

    /// <summary>Null for the CPU.</summary>
    public int? GpuDeviceId;

    public bool FallbackToCpu;

    /// <summary>Shapes, by input or output, that go before the model's.</summary>
    public IDictionary<string, int[]> ShapeDictionary;

    /// <summary>Kept for the signature's sake: the stand-in does not descend into a file's nested messages.</summary>
    public int RecursionLimit = 100;

    public int? InterOpNumThreads;

    public int? IntraOpNumThreads;

    public OnnxOptions() { }
}
