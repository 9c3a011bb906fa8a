using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What <see cref="ModelSaveContext"/> wrote for one component.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly string _folder;
    private readonly string _loadName;
    private readonly string _loadAssembly;

    private ModelLoadContext(ZipArchive archive, string folder, Stream entry)
    {
        _archive = archive;
        _folder = folder;
        Reader = new BinaryReader(entry, Encoding.UTF8);
        if (Encoding.ASCII.GetString(Reader.ReadBytes(ModelSaveContext.Magic.Length)) != ModelSaveContext.Magic)
            throw new FormatException("Corrupt model file");
        _loadName = Reader.ReadString();
        _loadAssembly = Reader.ReadString();
        Version = Reader.ReadInt32();
    }

    public BinaryReader Reader { get; }

    /// <summary>The version of the component's fields.</summary>
    public int Version { get; }

    public void Dispose() => Reader.Dispose();

    /// <summary>Loads the component that was saved in a folder of the archive; null when there is none.</summary>
    public static T LoadOrNull<T>(IHostEnvironment env, ZipArchive archive, string folder)
        where T : class
    {
        var entry = archive.GetEntry(ModelSaveContext.PathOf(folder, ModelSaveContext.EntryName));
        if (entry is null)
            return null;
        using var context = new ModelLoadContext(archive, folder, entry.Open());
        var loader = ModelLoaders.Find(context._loadName, Assembly.Load(context._loadAssembly));
        return loader(env, context) as T ?? throw new FormatException($"Couldn't load model: '{folder}'");
    }

    public T LoadModel<T>(IHostEnvironment env, string name)
        where T : class =>
        LoadOrNull<T>(env, _archive, ModelSaveContext.PathOf(_folder, name))
        ?? throw new FormatException("Corrupt model file");

    public T ReadStream<T>(string name, Func<BinaryReader, T> read)
    {
        var entry =
            _archive.GetEntry(ModelSaveContext.PathOf(_folder, name))
            ?? throw new FormatException("Corrupt model file");
        using var reader = new BinaryReader(entry.Open(), Encoding.UTF8);
        return read(reader);
    }
}
