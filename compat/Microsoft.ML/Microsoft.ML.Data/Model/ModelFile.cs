using System.IO.Compression;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// A zip with the transformer under <c>TransformerChain/</c> and the input schema as <c>Schema</c>; or, when it was saved
/// with a loader, the two of them at the root.
/// </summary>
internal static class ModelFile
{
    public const string TransformerFolder = "TransformerChain";

    private const string Root = "";
    private const string SchemaEntry = "Schema";

    public static void Save(Stream stream, ITransformer model, DataViewSchema inputSchema)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        if (model is not null)
            ModelSaveContext.Save(archive, model, TransformerFolder);
        if (inputSchema is null)
            return;
        using var writer = new BinaryWriter(archive.CreateEntry(SchemaEntry).Open(), Encoding.UTF8);
        SchemaFile.Write(writer, inputSchema);
    }

    /// <summary>The transformer is put into a chain of its own, from which loading takes it out again.</summary>
    public static void SaveWithLoader<TSource>(Stream stream, ITransformer model, IDataLoader<TSource> loader)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var chain = model is null ? null : new TransformerChain<ITransformer>(model);
        ModelSaveContext.Save(archive, new CompositeDataLoader<TSource, ITransformer>(loader, chain), Root);
    }

    public static ITransformer Load(IHostEnvironment env, Stream stream, out DataViewSchema inputSchema)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.GetEntry(SchemaEntry) is { } entry)
        {
            using var reader = new BinaryReader(entry.Open(), Encoding.UTF8);
            inputSchema = SchemaFile.Read(reader);
        }
        else if (LoadLoader(env, archive) is { } loader)
        {
            inputSchema = loader.Loader.GetOutputSchema();
            return loader.Transformer;
        }
        else
        {
            inputSchema = null;
        }
        return ModelLoadContext.LoadOrNull<ITransformer>(env, archive, TransformerFolder)
            ?? throw new FormatException("Corrupt model file");
    }

    public static ITransformer LoadWithLoader(
        IHostEnvironment env,
        Stream stream,
        out IDataLoader<IMultiStreamSource> loader
    )
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        (loader, var transformer) = LoadLoader(env, archive) ?? throw NoLoader();
        return transformer;
    }

    private static (IDataLoader<IMultiStreamSource> Loader, ITransformer Transformer)? LoadLoader(
        IHostEnvironment env,
        ZipArchive archive
    ) =>
        ModelLoadContext.LoadOrNull<IDataLoader<IMultiStreamSource>>(env, archive, Root) switch
        {
            null => null,
            CompositeDataLoader<IMultiStreamSource, ITransformer> composite => (
                composite.Loader,
                composite.Transformer.Count() == 1 ? composite.Transformer.LastTransformer : composite.Transformer
            ),
            var loader => (loader, new TransformerChain<ITransformer>()),
        };

    private static InvalidOperationException NoLoader() =>
        new(
            "Model does not contain an IDataLoader. Perhaps this was saved with an DataViewSchema, or even no information "
                + "on its input at all. Consider using the Load method instead."
        );
}
