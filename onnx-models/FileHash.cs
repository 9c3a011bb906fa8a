using System.Security.Cryptography;

namespace Rnn.Onnx.Models;

/// <summary>What a card tells of the files a model was trained on.</summary>
public static class FileHash
{
    /// <summary>SHA-256 of some files, one behind the other, in lower-case hexadecimal.</summary>
    /// <param name="paths">The files, in this order.</param>
    public static string Of(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var path in paths)
        {
            using var file = File.OpenRead(path);
            for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
                hash.AppendData(buffer.AsSpan(0, read));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
