using System.Reflection;

namespace Rnn.Onnx.Models;

/// <summary>Who writes the files.</summary>
public static class Product
{
    /// <summary>The producer's name in every file we write.</summary>
    public const string Name = "Rnn.Onnx";

    /// <summary>The version, for example "0.1.0", without the hash of the build: the same release writes the same bytes.</summary>
    public static string Version { get; } = ReadVersion();

    private static string ReadVersion()
    {
        var attribute = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return attribute?.InformationalVersion.Split('+')[0] ?? "";
    }
}
