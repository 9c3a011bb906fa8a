using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>A tensor that goes in or comes out.</summary>
/// <param name="Shape">-1 for unknown dimensions; what the caller said of it goes before what the model says.</param>
internal sealed record OnnxVariable(string Name, int[] Shape, DataViewType Type);

/// <summary>A model file with its session. The file stays open, and is read again when the transformer is saved.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly FileStream _stream;

    private OnnxModel(IHostEnvironment env, OnnxOptions options, bool deleteFile)
    {
        _session = OnnxSessions.Open(env, options);
        try
        {
            _stream = new FileStream(
                options.ModelFile,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                4096,
                deleteFile ? FileOptions.DeleteOnClose : FileOptions.None
            );
            var file = OnnxFile.Read(options.ModelFile);
            KeysOfNodes = file.KeysOfNodes;
            foreach (var type in file.InitializerTypes)
                OnnxTypes.Scalar(type);
            Inputs = Variables(_session.InputMetadata, file.Inputs, options.ShapeDictionary);
            Outputs = Variables(_session.OutputMetadata, file.Outputs, options.ShapeDictionary);
            Initializers = Variables(_session.OverridableInitializerMetadata, file.Inputs, options.ShapeDictionary);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public OnnxVariable[] Inputs { get; }

    public OnnxVariable[] Outputs { get; }

    /// <summary>Inputs that need not be given, for the model holds an initializer of their name.</summary>
    public OnnxVariable[] Initializers { get; }

    public IReadOnlyDictionary<string, string[]> KeysOfNodes { get; }

    public static OnnxModel FromFile(IHostEnvironment env, OnnxOptions options)
    {
        if (!File.Exists(options.ModelFile))
            throw new IOException($"Model file {options.ModelFile} does not exists.");
        return new OnnxModel(env, options, deleteFile: false);
    }

    /// <summary>Writes a temporary copy, which is there until the model is disposed, or for good if it is not to go then.</summary>
    public static OnnxModel FromStream(IHostEnvironment env, OnnxOptions options, Stream model, bool deleteFile)
    {
        options.ModelFile = Path.Combine(((IHostEnvironmentInternal)env).TempFilePath, Path.GetRandomFileName());
        using (var copy = File.Create(options.ModelFile))
        {
            model.Seek(0, SeekOrigin.Begin);
            model.CopyTo(copy);
        }
        return new OnnxModel(env, options, deleteFile);
    }

    public byte[] ReadFile() => File.ReadAllBytes(_stream.Name);

    public OnnxVariable Input(string name) =>
        Array.Find(Inputs, input => input.Name == name)
        ?? Array.Find(Initializers, input => input.Name == name)
        ?? throw new ArgumentOutOfRangeException(
            nameof(name),
            name,
            $"Input tensor, {name}, does not exist in the ONNX model. Available input names are "
                + $"[{Names(Inputs)}]. Available initializers are [{Names(Initializers)}]"
        );

    public OnnxVariable Output(string name) =>
        Array.Find(Outputs, output => output.Name == name)
        ?? throw new ArgumentOutOfRangeException(
            nameof(name),
            name,
            $"Ouput tensor, {name}, does not exist in the ONNX model. Available output names are [{Names(Outputs)}]."
        );

    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(
        IReadOnlyCollection<NamedOnnxValue> inputs,
        IReadOnlyCollection<string> outputs
    ) => _session.Run(inputs, outputs);

    public void Dispose()
    {
        _session.Dispose();
        _stream?.Dispose();
    }

    private static string Names(OnnxVariable[] variables) => string.Join(",", variables.Select(v => v.Name));

    private static OnnxVariable[] Variables(
        IReadOnlyDictionary<string, NodeMetadata> metadata,
        Dictionary<string, OnnxValueType> types,
        IDictionary<string, int[]> shapes
    )
    {
        var variables = new List<OnnxVariable>();
        foreach (var (name, node) in metadata)
        {
            var type = OnnxTypes.Of(types[name]);
            var shape = node.Dimensions;
            if (shapes is not null && shapes.TryGetValue(name, out var given))
            {
                CheckFits(given, shape);
                shape = given;
                if (type is VectorDataViewType vector)
                    type = given.All(d => d > 0)
                        ? new VectorDataViewType(vector.ItemType, given)
                        : new VectorDataViewType(vector.ItemType);
            }
            variables.Add(new OnnxVariable(name, shape.ToArray(), type));
        }
        return variables.ToArray();
    }

    private static void CheckFits(int[] given, int[] declared)
    {
        var fits =
            given.Length == declared.Length
            && given.Zip(declared).All(d => d.First == d.Second || d.First <= 0 || d.Second <= 0);
        if (!fits)
            throw new ArgumentOutOfRangeException(
                "shapeDictionary",
                given,
                $"The specified shape {string.Join(",", given)} is not compatible with the shape "
                    + $"{string.Join(",", declared)} loaded from the ONNX model file. Only unknown dimension can "
                    + "replace or be replaced by another dimension."
            );
    }
}
