using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

/// <summary>
/// A place in a model file for one component: <c>folder/Model.key</c> for its fields, and further entries beside it.
/// A component first says by what name it is to be loaded; one that does not has not saved itself.
/// </summary>
public sealed class ModelSaveContext : IDisposable
{
    internal const string EntryName = "Model.key";
    internal const string Magic = "ML MODEL";

    private readonly ZipArchive _archive;
    private readonly string _folder;
    private readonly MemoryStream _fields = new();
    private string _loadName;
    private string _loadAssembly;
    private int _version;

    private ModelSaveContext(ZipArchive archive, string folder)
    {
        _archive = archive;
        _folder = folder;
        Writer = new BinaryWriter(_fields, Encoding.UTF8);
    }

    /// <summary>Where the component writes its fields.</summary>
    internal BinaryWriter Writer { get; }

    public void Dispose() => Writer.Dispose();

    /// <param name="folder">Empty for the root.</param>
    internal static string PathOf(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    internal static void Save(ZipArchive archive, ICanSaveModel model, string folder)
    {
        using var context = new ModelSaveContext(archive, folder);
        model.Save(context);
        context.Done();
    }

    /// <summary>Names the loader that <see cref="ModelLoaders"/> of the assembly knows, and the format's version.</summary>
    internal void SetLoader(string loadName, Assembly assembly, int version = 1)
    {
        _loadName = loadName;
        _loadAssembly = assembly.FullName;
        _version = version;
    }

    internal void SaveModel(ICanSaveModel model, string name) => Save(_archive, model, PathOf(_folder, name));

    internal void SaveStream(string name, Action<BinaryWriter> write)
    {
        using var writer = new BinaryWriter(_archive.CreateEntry(PathOf(_folder, name)).Open(), Encoding.UTF8);
        write(writer);
    }

    private void Done()
    {
        Check.That(_loadName is not null, "ModelSignature not specified!");
        Writer.Flush();
        SaveStream(
            EntryName,
            writer =>
            {
                writer.Write(Encoding.ASCII.GetBytes(Magic));
                writer.Write(_loadName);
                writer.Write(_loadAssembly);
                writer.Write(_version);
                writer.Write(_fields.GetBuffer(), 0, (int)_fields.Length);
            }
        );
    }
}
