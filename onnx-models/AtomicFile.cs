namespace Rnn.Onnx.Models;

/// <summary>Writes whole files: first under a temporary name in the same folder, then by renaming. A reader never sees half a file.</summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="bytes"/> to <paramref name="path"/>, replacing what was there.</summary>
    /// <exception cref="InvalidInputException">The folder does not exist or can not be written.</exception>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        var (folder, target) = Locate(path);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            using (var file = File.Create(temporary))
            {
                file.Write(bytes);
                // On the disk before the name is: a machine that dies in between keeps the file that was there.
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.InvalidInput($"'{path}' can not be written: {e.Message}", e);
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark; see <see cref="WriteAllBytes"/>.</summary>
    public static void WriteAllText(string path, string text) =>
        WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Refuses a path that could not be written, before the work whose result should go there.</summary>
    /// <exception cref="InvalidInputException">The folder does not exist, or the path is a folder.</exception>
    public static void RequireWritable(string path)
    {
        var (_, target) = Locate(path);
        if (Directory.Exists(target))
            throw Errors.InvalidInput($"'{path}' can not be written: expected a file, found a folder.");
    }

    private static (string Folder, string Target) Locate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target);
        if (folder is null || !Directory.Exists(folder))
            throw Errors.InvalidInput(
                $"'{path}' can not be written: expected an existing folder '{folder}', found none."
            );
        return (folder, target);
    }

    internal static void DeleteQuietly(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth telling.
        }
    }
}
