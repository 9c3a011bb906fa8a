using System.IO.Compression;

namespace Rnn.Onnx.Architecture.Tests.Bootstrap;

/// <summary>NuGet configurations with one package source, that need no network.</summary>
internal static class Feeds
{
    /// <summary>A source that refuses the connection.</summary>
    public static string Unreachable { get; } = Config("http://127.0.0.1:9/v3/index.json", "none");

    /// <summary>A folder with empty packages of these names, in the versions that the product asks for.</summary>
    public static string Folder(Checkout checkout, string folder, params string[] packages)
    {
        var path = Directory.CreateDirectory(Path.Combine(checkout.Folder, folder)).FullName;
        foreach (var id in packages)
            WritePackage(
                path,
                id,
                id == "TorchSharp" ? "0.107.0"
                    : id.Contains("Runtime", StringComparison.Ordinal) ? "1.29.0"
                    : "5.0.0"
            );
        return Config(path, Path.Combine(checkout.Folder, "restored"));
    }

    private static void WritePackage(string folder, string id, string version)
    {
        using var package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var nuspec = new StreamWriter(package.CreateEntry(id + ".nuspec").Open());
        nuspec.Write(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{version}</version><authors>none</authors><description>empty</description></metadata>
            </package>
            """
        );
    }

    // Packages go to a folder of their own: empty ones must not be found by another build of this machine.
    private static string Config(string source, string packagesFolder) =>
        $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{packagesFolder}" /></config>
              <packageSources><clear /><add key="here" value="{source}" allowInsecureConnections="true" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """;
}
