using System.Text.Json;
using System.Xml.Linq;

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>docs/dependencies.md is true.</summary>
[TestClass]
public class DependencyTests
{
    [TestMethod]
    public void DependencyTable_EveryPinnedPackage_StandsInARowWithItsVersion()
    {
        var rows = Repository.Lines("docs/dependencies.md").Where(line => line.StartsWith('|')).Select(Cells).ToArray();

        var missing = NuGetPackages()
            .Concat(NpmPackages())
            .Concat(Tools())
            .Where(p =>
                !rows.Any(row =>
                    row[0].Split(", ").Contains(p.Id, StringComparer.OrdinalIgnoreCase) && row[1] == p.Version
                )
            )
            .Select(package => $"{package.Id} {package.Version}")
            .ToArray();

        Assert.IsEmpty(missing, $"Not in docs/dependencies.md: {string.Join(", ", missing)}.");
    }

    private static string[] Cells(string row) => [.. row.Trim('|').Split('|').Select(cell => cell.Trim())];

    private static IEnumerable<(string Id, string Version)> NuGetPackages() =>
        XDocument
            .Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value));

    private static IEnumerable<(string Id, string Version)> NpmPackages() =>
        Json("package.json").GetProperty("dependencies").EnumerateObject().Select(p => (p.Name, p.Value.GetString()!));

    private static IEnumerable<(string Id, string Version)> Tools() =>
        Json(".config/dotnet-tools.json")
            .GetProperty("tools")
            .EnumerateObject()
            .Select(tool => (tool.Name, tool.Value.GetProperty("version").GetString()!));

    private static JsonElement Json(string path) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Repository.Root, path)));
}
