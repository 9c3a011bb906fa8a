using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>Runs an ONNX model once a row. Columns and tensors have the same names.</summary>
public sealed partial class OnnxTransformer : RowToRowTransformerBase, IDisposable
{
    internal const string LoadName = "OnnxTransform";
    private const string ModelEntry = "OnnxModel";

    private readonly OnnxOptions _options;

    /// <param name="model">Where the model is read from when the options name no file.</param>
    /// <param name="deleteCopy">Whether the temporary copy of the stream goes when the transformer is disposed.</param>
    internal OnnxTransformer(IHostEnvironment env, OnnxOptions options, Stream model = null, bool deleteCopy = false)
        : base(env.Register(nameof(OnnxTransformer)))
    {
        _options = options;
        var inputs = options.InputColumns ?? throw new NullReferenceException(nameof(options.InputColumns));
        var outputs = options.OutputColumns ?? throw new NullReferenceException(nameof(options.OutputColumns));
        foreach (var column in inputs.Concat(outputs))
            Check.NotBlank(column);
        try
        {
            if (model is null)
                Check.NotBlank(options.ModelFile);
            Model = model is null
                ? OnnxModel.FromFile(env, options)
                : OnnxModel.FromStream(env, options, model, deleteCopy);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidOperationException($"Error initializing model :{exception}", exception);
        }
        Inputs = inputs.Length > 0 ? inputs : Model.Inputs.Select(input => input.Name).ToArray();
        Outputs = outputs.Length > 0 ? outputs : Model.Outputs.Select(output => output.Name).ToArray();
        OutputTypes = Outputs.Select(name => Model.Output(name).Type).ToArray();
    }

    internal OnnxModel Model { get; }

    internal string[] Inputs { get; }

    internal string[] Outputs { get; }

    internal DataViewType[] OutputTypes { get; }

    public void Dispose() => Model.Dispose();

    internal static OnnxTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var model = ctx.ReadStream(ModelEntry, reader => reader.ReadBytes(reader.ReadInt32()));
        var local = (IHostEnvironmentInternal)env;
        var options = new OnnxOptions
        {
            InputColumns = ctx.Reader.ReadStrings(),
            OutputColumns = ctx.Reader.ReadStrings(),
            ShapeDictionary = ctx
                .Reader.ReadArray(() => (ctx.Reader.ReadString(), ctx.Reader.ReadArray(ctx.Reader.ReadInt32)))
                .ToDictionary(),
            RecursionLimit = ctx.Reader.ReadInt32(),
            // Where to run is not a property of the model file but of the context that loads it.
            GpuDeviceId = local.GpuDeviceId,
            FallbackToCpu = local.FallbackToCpu,
        };
        return new OnnxTransformer(env, options, new MemoryStream(model), deleteCopy: true);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(OnnxTransformer).Assembly);
        var model = Model.ReadFile();
        ctx.SaveStream(
            ModelEntry,
            writer =>
            {
                writer.Write(model.Length);
                writer.Write(model);
            }
        );
        ctx.Writer.WriteStrings(Inputs);
        ctx.Writer.WriteStrings(Outputs);
        ctx.Writer.WriteArray(
            _options.ShapeDictionary?.ToArray() ?? [],
            shape =>
            {
                ctx.Writer.Write(shape.Key);
                ctx.Writer.WriteArray(shape.Value, ctx.Writer.Write);
            }
        );
        ctx.Writer.Write(_options.RecursionLimit);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);
}
