using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog : IInternalCatalog
{
    private readonly IHostEnvironment _env;

    internal ModelOperationsCatalog(IHostEnvironment env) => _env = env;

    IHostEnvironment IInternalCatalog.Environment => _env;

    /// <param name="inputSchema">Saved along when it is not null.</param>
    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream) =>
        ModelFile.Save(Check.NotNull(stream), model, inputSchema);

    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        using var stream = File.Create(Check.NotEmpty(filePath));
        Save(model, inputSchema, stream);
    }

    /// <param name="loader">Saved along, so that its data can be loaded and transformed without anything else.</param>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, Stream stream) =>
        ModelFile.SaveWithLoader(Check.NotNull(stream), model, Check.NotNull(loader));

    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, string filePath)
    {
        Check.NotNull(loader);
        using var stream = File.Create(Check.NotEmpty(filePath));
        Save(model, loader, stream);
    }

    public ITransformer LoadWithDataLoader(Stream stream, out IDataLoader<IMultiStreamSource> loader) =>
        ModelFile.LoadWithLoader(_env, Check.NotNull(stream), out loader);

    public ITransformer LoadWithDataLoader(string filePath, out IDataLoader<IMultiStreamSource> loader)
    {
        using var stream = File.OpenRead(Check.NotEmpty(filePath));
        return LoadWithDataLoader(stream, out loader);
    }

    /// <param name="inputSchema">That of the loader if there is one; null when nothing was saved.</param>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema) =>
        ModelFile.Load(_env, Check.NotNull(stream), out inputSchema);

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        using var stream = File.OpenRead(Check.NotEmpty(filePath));
        return Load(stream, out inputSchema);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer,
        bool ignoreMissingColumns = true,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null
    )
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(
            transformer,
            new PredictionEngineOptions
            {
                IgnoreMissingColumns = ignoreMissingColumns,
                InputSchemaDefinition = inputSchemaDefinition,
                OutputSchemaDefinition = outputSchemaDefinition,
            }
        );

    /// <summary>Types and annotations of the input are those of the schema; missing columns are errors here.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer,
        DataViewSchema inputSchema
    )
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(
            transformer,
            ignoreMissingColumns: false,
            SchemaDefinition.Of(typeof(TSrc), Check.NotNull(inputSchema))
        );

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer,
        PredictionEngineOptions options
    )
        where TSrc : class
        where TDst : class, new() => new(Check.NotNull(transformer), options);
}
