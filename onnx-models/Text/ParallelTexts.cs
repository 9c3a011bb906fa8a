using System.Security.Cryptography;
using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Texts, each with its translation: line by line of two files. Immutable.</summary>
public sealed class ParallelTexts
{
    /// <summary>Takes texts that are in memory; their hash is that of two files with these lines, each ended by a line feed.</summary>
    /// <param name="sourcePath">Where the texts come from, for messages and cards.</param>
    /// <param name="targetPath">Where their translations come from.</param>
    /// <param name="source">The texts, one or more.</param>
    /// <param name="target">The translation of each.</param>
    /// <exception cref="InvalidInputException">There are none, or not as many of both.</exception>
    public ParallelTexts(
        string sourcePath,
        string targetPath,
        IReadOnlyList<string> source,
        IReadOnlyList<string> target
    )
        : this(sourcePath, targetPath, source, target, Hash([.. source, .. target])) { }

    private ParallelTexts(
        string sourcePath,
        string targetPath,
        IReadOnlyList<string> source,
        IReadOnlyList<string> target,
        string sha256
    )
    {
        if (source.Count != target.Count)
            throw Errors.InvalidInput(
                $"Files '{sourcePath}' and '{targetPath}': expected as many lines in both, found {source.Count} and {target.Count}."
            );
        if (source.Count == 0)
            throw Errors.InvalidInput(
                $"Files '{sourcePath}' and '{targetPath}': expected a pair of texts or more, found none."
            );
        (SourcePath, TargetPath) = (sourcePath, targetPath);
        (Source, Target) = (source, target);
        Sha256 = sha256;
    }

    /// <summary>The file of the texts.</summary>
    public string SourcePath { get; }

    /// <summary>The file of their translations.</summary>
    public string TargetPath { get; }

    /// <summary>The files' names, for people.</summary>
    public string Name => $"{Path.GetFileName(SourcePath)}, {Path.GetFileName(TargetPath)}";

    /// <summary>Hash of the files' bytes, the source's first; that of the whole files for a part as well.</summary>
    public string Sha256 { get; }

    /// <summary>The texts; some may be empty.</summary>
    public IReadOnlyList<string> Source { get; }

    /// <summary>Their translations; some may be empty.</summary>
    public IReadOnlyList<string> Target { get; }

    /// <summary>Pairs.</summary>
    public int Count => Source.Count;

    /// <summary>Pairs that <see cref="WithoutEmpty"/> left out.</summary>
    public int Skipped { get; private init; }

    /// <summary>Reads two files. A pair with an empty side is a pair: see <see cref="WithoutEmpty"/>.</summary>
    /// <param name="sourcePath">The texts, one a line, in UTF-8.</param>
    /// <param name="targetPath">Their translations, one a line, in UTF-8.</param>
    /// <exception cref="InvalidInputException">A file is missing, empty or no UTF-8, or has not as many lines as the other.</exception>
    public static ParallelTexts Read(string sourcePath, string targetPath)
    {
        string[] source = [.. TextFile.ReadLines(sourcePath)];
        string[] target = [.. TextFile.ReadLines(targetPath)];
        return new(sourcePath, targetPath, source, target, FileHash.Of(sourcePath, targetPath));
    }

    /// <summary>Leaves out the pairs of which a side is empty or blank, from which nothing can be learned.</summary>
    /// <exception cref="InvalidInputException">No pair is left.</exception>
    public ParallelTexts WithoutEmpty()
    {
        int[] whole =
        [
            .. Enumerable
                .Range(0, Count)
                .Where(i => !string.IsNullOrWhiteSpace(Source[i]) && !string.IsNullOrWhiteSpace(Target[i])),
        ];
        if (whole.Length == 0)
            throw Errors.InvalidInput(
                $"Files '{SourcePath}' and '{TargetPath}': expected a pair with a text on both sides, found {Count} with an empty one."
            );
        return Take(whole, Skipped + Count - whole.Length);
    }

    /// <summary>The pairs from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    internal ParallelTexts Part(int start, int end) => Take([.. Enumerable.Range(start, end - start)], skipped: 0);

    private ParallelTexts Take(int[] pairs, int skipped) =>
        new(SourcePath, TargetPath, [.. pairs.Select(i => Source[i])], [.. pairs.Select(i => Target[i])], Sha256)
        {
            Skipped = skipped,
        };

    private static string Hash(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
