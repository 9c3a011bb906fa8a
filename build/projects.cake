// The solution's projects, and what dotnet does with them.
using System.Xml.Linq;

// Paths of the solution's projects, as they stand in the solution file.
string[] Projects() =>
[
    .. System.Text.RegularExpressions.Regex.Matches(System.IO.File.ReadAllText("Rnn.Onnx.sln"), "\"([^\"]+\\.csproj)\"")
        .Select(match => match.Groups[1].Value.Replace('\\', '/'))
        .Order(StringComparer.Ordinal),
];

void Compile(string task, string what) =>
    Step(task, $"compiling {what} (Release)", () =>
    {
        var outcome = Run("dotnet", ["build", what, "-c", "Release", "--nologo", "-v", "q", "-tl:off", "-clp:ErrorsOnly"]);
        if (outcome.ExitCode == 0)
            return outcome;
        var errors = outcome.Output.Split("\nBuild FAILED.")[0];
        throw outcome.Output.Contains("NU1301")
            ? Fail($"The packages could not be restored, is there a network? {FirstError(outcome.Output)}")
            : Fail($"{what} does not compile; the errors stand above.", errors);
    });

// The program has the terminal to itself; its exit code becomes ours.
void RunProject(string project, string[] arguments)
{
    var start = new ProcessStartInfo("dotnet", ["run", "--project", project, "-c", "Release", "--no-build", "--", .. arguments]);
    using var process = System.Diagnostics.Process.Start(start);
    process.WaitForExit();
    if (process.ExitCode != 0)
        Environment.Exit(process.ExitCode);
}

void PackAll(string folder)
{
    if (System.IO.Directory.Exists(folder))
        System.IO.Directory.Delete(folder, recursive: true);
    RunStep("Pack", $"packages into {folder}", "dotnet",
        ["pack", "Rnn.Onnx.sln", "-c", "Release", "--no-build", "-o", folder, "--nologo", "-v", "q", "-tl:off"]);
    foreach (var package in new System.IO.DirectoryInfo(folder).GetFiles("*.nupkg").OrderBy(file => file.Name))
    {
        CheckPackage(package.FullName);
        Say("Pack", $"{package.Name}, {package.Length / 1024.0:N0} KB");
    }
    if (ReadMode().Mode == "compat")
        Say("Pack", "the rnn tool carries the stand-ins of package mode compat; the libraries ask for the real packages");
}

// A library holds its own assembly alone and asks for packages at the pinned versions, whichever mode it was built in.
void CheckPackage(string path)
{
    using var package = System.IO.Compression.ZipFile.OpenRead(path);
    using var nuspec = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec")).Open();
    var metadata = XDocument.Load(nuspec).Root.Elements().Single();
    string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    if (metadata.Descendants().Any(e => e.Name.LocalName == "packageType" && e.Attribute("name").Value == "DotnetTool"))
        return;
    var (id, version) = (Text("id"), Text("version"));
    var strangers = package.Entries.Select(e => e.Name).Where(name => name.EndsWith(".dll") && name != $"{id}.dll").ToArray();
    if (strangers.Length > 0)
        throw Fail($"{id} must hold no assembly but its own; it holds {string.Join(", ", strangers)}.");
    foreach (var dependency in metadata.Descendants().Where(element => element.Name.LocalName == "dependency"))
    {
        var (name, found) = (dependency.Attribute("id").Value, dependency.Attribute("version").Value);
        var expected = name.StartsWith("Rnn.Onnx.") ? version : PinnedVersion(name);
        if (found != expected)
            throw Fail($"{id} must depend on {name} {expected}; it depends on {found}.");
    }
}

// The compiled build script itself is in use and stays.
void DeleteOutputs()
{
    var outputs = Projects().Select(System.IO.Path.GetDirectoryName).SelectMany(folder => new[] { $"{folder}/bin", $"{folder}/obj" });
    var artifacts = System.IO.Directory.Exists("artifacts") ? System.IO.Directory.GetDirectories("artifacts") : [];
    var doomed = outputs.Concat(artifacts.Where(folder => System.IO.Path.GetFileName(folder) != "cake"))
        .Where(System.IO.Directory.Exists).ToArray();
    foreach (var folder in doomed)
        System.IO.Directory.Delete(folder, recursive: true);
    Say("Clean", $"{doomed.Length} folders deleted; packages.props and node_modules stay (git clean -xdf takes all)");
}
