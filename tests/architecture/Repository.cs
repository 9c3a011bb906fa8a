using System.Reflection;

// Most of the time goes into waiting for other programs.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>The source tree these tests were built from, and the product assemblies built from it.</summary>
internal static class Repository
{
    private static readonly string[] ProductFolders =
    [
        "onnx-models",
        "training",
        "inference",
        "pipelines",
        "cli",
        "samples",
    ];

    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepoRoot")
            .Value!;

    /// <summary>Names of the product assemblies, from the ground floor up.</summary>
    public static IReadOnlyList<string> ProductAssemblies { get; } =
    [
        "Rnn.Onnx.Models",
        "Rnn.Onnx.Training",
        "Rnn.Onnx.Inference",
        "Rnn.Onnx.Pipelines",
        "Rnn.Onnx.Pipelines.Trainers",
        "Rnn.Onnx.Hosting",
        "rnn",
    ];

    public static IEnumerable<string> ProductSources() => ProductFolders.SelectMany(Sources);

    /// <summary>Every project and every shared build file, with paths relative to the root.</summary>
    public static IEnumerable<string> Projects() =>
        Directory
            .EnumerateDirectories(Root)
            .Where(folder => Path.GetFileName(folder) is not ("node_modules" or "artifacts" or ".git"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".csproj" or ".props" or ".targets")
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path =>
                !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            );

    /// <summary>The hand-written C# files below a folder of the repository, with paths relative to its root.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path =>
                !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));
}
