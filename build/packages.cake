// The package mode (docs/packages.md): asked of the feed once, kept in packages.props, which git ignores.
using System.Xml.Linq;

string[] realPackages =
[
    "TorchSharp",
    "Microsoft.ML",
    "Microsoft.ML.OnnxTransformer",
    "Microsoft.ML.OnnxRuntime.Managed",
];

// The mode of --packages; without that option the mode chosen earlier, unless it was found for other package versions.
string ChoosePackageMode(string asked)
{
    var pins = string.Join(", ", realPackages.Select(id => $"{id} {PinnedVersion(id)}"));
    var (keptMode, keptPins) = ReadMode();
    if (asked == null && keptMode != null && (keptPins == null || keptPins == pins))
    {
        Say("Setup", $"package mode {keptMode}, as chosen before (--packages auto asks the feed again)");
        return keptMode;
    }
    var (mode, why) = asked == "compat" ? ("compat", "as --packages says") : AskFeed(asked == "nuget");
    WriteMode(mode, asked is null or "auto" ? pins : null);
    Say("Setup", $"package mode {mode}: {why}");
    return mode;
}

// Restores a project that needs nothing but the real packages, and reads NuGet's answer.
(string Mode, string Why) AskFeed(bool nugetOnly)
{
    const string folder = "artifacts/setup/probe";
    System.IO.Directory.CreateDirectory(folder);
    var references = string.Concat(realPackages.Select(id => $"""<PackageReference Include="{id}" />"""));
    System.IO.File.WriteAllText(
        $"{folder}/Probe.csproj",
        $"""
        <Project>
          <PropertyGroup>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
        </Project>
        """
    );
    var answer = Step("Setup", "asking the package feed for the real packages", () =>
        Run("dotnet", ["restore", $"{folder}/Probe.csproj", "--force", "-tl:off"]));
    if (answer.ExitCode == 0)
        return ("nuget", $"the feed has {string.Join(", ", realPackages)}");
    var missing = realPackages
        .Where(id => answer.Output.Contains($"Unable to find package {id}.") || answer.Output.Contains($"Unable to find package {id} with"))
        .ToArray();
    if (missing.Length == 0 || answer.Output.Contains("NU1301"))
        throw Fail($"The package feed could not be asked for TorchSharp and Microsoft.ML: {FirstError(answer.Output)}");
    if (nugetOnly)
        throw Fail($"--packages nuget can not be: the feed lacks {string.Join(", ", missing)}; use --packages compat.");
    return ("compat", $"the feed lacks {string.Join(", ", missing)}");
}

string FirstError(string output) =>
    output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("error")) is { } line
        ? line[line.IndexOf("error")..]
        : output.Trim().Split('\n')[0];

string PinnedVersion(string id) =>
    XDocument.Load("Directory.Packages.props").Descendants("PackageVersion")
        .Single(version => version.Attribute("Include").Value == id)
        .Attribute("Version").Value;

(string Mode, string Pins) ReadMode()
{
    if (!System.IO.File.Exists("packages.props"))
        return (null, null);
    var properties = XDocument.Load("packages.props").Descendants("PropertyGroup").Elements().ToLookup(e => e.Name.LocalName);
    string Read(string name) => properties[name].FirstOrDefault()?.Value;
    return Read("PackageMode") is ("nuget" or "compat") and var mode ? (mode, Read("PackageModeFoundFor")) : (null, null);
}

// An unchanged file is left alone, because every project depends on its time.
void WriteMode(string mode, string foundFor)
{
    var found = foundFor == null ? "" : $"\n    <PackageModeFoundFor>{foundFor}</PackageModeFoundFor>";
    var text = $"""
        <Project>
          <!-- Written by ./build.sh Setup; see docs/packages.md. -->
          <PropertyGroup>
            <PackageMode>{mode}</PackageMode>{found}
          </PropertyGroup>
        </Project>

        """;
    if (System.IO.File.Exists("packages.props") && System.IO.File.ReadAllText("packages.props") == text)
        return;
    System.IO.File.WriteAllText("packages.props.new", text);
    System.IO.File.Move("packages.props.new", "packages.props", overwrite: true);
}
