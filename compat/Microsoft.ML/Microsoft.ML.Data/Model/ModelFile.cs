using System.IO.Compression;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A zip with the transformer under <c>TransformerChain/</c> and the input schema as <c>Schema</c>.</summary>
internal static class ModelFile
{
    private const string TransformerFolder = "TransformerChain";
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

    public static ITransformer Load(IHostEnvironment env, Stream stream, out DataViewSchema inputSchema)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        inputSchema = null;
        if (archive.GetEntry(SchemaEntry) is { } entry)
        {
            using var reader = new BinaryReader(entry.Open(), Encoding.UTF8);
            inputSchema = SchemaFile.Read(reader);
        }
        return ModelLoadContext.LoadOrNull<ITransformer>(env, archive, TransformerFolder)
            ?? throw new FormatException("Corrupt model file");
    }
}
