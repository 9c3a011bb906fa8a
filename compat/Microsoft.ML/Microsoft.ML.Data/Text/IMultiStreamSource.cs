using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Where a loader reads from: any number of streams.</summary>
public interface IMultiStreamSource
{
    int Count { get; }

    string GetPathOrNull(int index);

    Stream Open(int index);

    TextReader OpenTextReader(int index);
}

public sealed class MultiFileSource : IMultiStreamSource
{
    private readonly string[] _paths;

    /// <param name="paths">Files; the last part of a path may have wildcards.</param>
    public MultiFileSource(params string[] paths) =>
        _paths = (paths ?? []).Where(path => path is not null).SelectMany(Expand).ToArray();

    public int Count => _paths.Length;

    public string GetPathOrNull(int index) => _paths[Checked(index)];

    public Stream Open(int index)
    {
        var path = _paths[Checked(index)];
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception)
        {
            throw new IOException($"Could not open file '{path}'. Error is: {exception.Message}", exception);
        }
    }

    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    internal static string[] Expand(string path)
    {
        var name = Path.GetFileName(path);
        if (name.AsSpan().IndexOfAny('*', '?') < 0)
            return [path];
        var folder = Path.GetDirectoryName(path);
        var found = Directory.GetFiles(string.IsNullOrEmpty(folder) ? "." : folder, name);
        Array.Sort(found, StringComparer.Ordinal);
        return found;
    }

    private int Checked(int index)
    {
        Check.Param((uint)index < (uint)_paths.Length, nameof(index));
        return index;
    }
}
