// The targets of ./build.sh. Each is one task; what it takes to do it stands in build/*.cake.
#load "build/console.cake"
#load "build/options.cake"
#load "build/packages.cake"
#load "build/installs.cake"
#load "build/projects.cake"
#load "build/tests.cake"
#load "build/pictures.cake"

var options = ReadOptions(Environment.GetEnvironmentVariable("RNN_BUILD_WORDS") ?? "");

Task("Setup")
    .Description("chooses the package mode and installs what it needs (--packages auto|nuget|compat)")
    .Does(() =>
    {
        var mode = ChoosePackageMode(options.Packages);
        if (mode == "compat")
            InstallDebianPackages();
        InstallNpmPackages(mode);
    });

Task("Build")
    .Description("compiles the solution")
    .IsDependentOn("Setup")
    .Does(() => Compile("Build", "Rnn.Onnx.sln"));

Task("Test")
    .Description("runs every test project and prints the sum (--only <part of a name>, --accept-api)")
    .IsDependentOn("Build")
    .Does(() =>
    {
        InstallTestReferences(ReadMode().Mode);
        RunTests(options.Only, options.AcceptApi);
    });

Task("Demo")
    .Description("trains, exports, loads and evaluates a forecaster of daily births (options go to `rnn demo`)")
    .IsDependentOn("Setup")
    .Does(() =>
    {
        Compile("Demo", "cli/Rnn.Onnx.Cli.csproj");
        RunProject("cli", ["demo", .. options.Rest]);
    });

Task("Pictures")
    .Description("takes the pictures of docs/images: of a report, a lesson, a served page, a terminal")
    .IsDependentOn("Setup")
    .Does(() =>
    {
        Compile("Pictures", "cli/Rnn.Onnx.Cli.csproj");
        InstallTestReferences(ReadMode().Mode);
        TakePictures();
    });

Task("Bench")
    .Description("runs the benchmarks into artifacts/benchmarks (options go to BenchmarkDotNet)")
    .IsDependentOn("Setup")
    .Does(() =>
    {
        Compile("Bench", "benchmarks/Rnn.Onnx.Benchmarks.csproj");
        string[] filter = options.Rest.Length > 0 ? options.Rest : ["--filter", "*"];
        RunProject("benchmarks", ["--artifacts", "artifacts/benchmarks", .. filter]);
    });

Task("Pack")
    .Description("packs the libraries and the rnn tool into artifacts/packages")
    .IsDependentOn("Build")
    .Does(() => PackAll("artifacts/packages"));

Task("Format")
    .Description("formats the sources with CSharpier")
    .Does(() => RunStep("Format", "sources", "dotnet", ["csharpier", "format", "."]));

Task("Clean")
    .Description("deletes what was built (bin, obj, artifacts); what Setup installed stays")
    .Does(() => DeleteOutputs());

var targets = Tasks.ToDictionary(task => task.Name, task => task.Description, StringComparer.OrdinalIgnoreCase);

// Ends before Cake prints its table of task times: each step has said what it took.
Teardown(run =>
{
    if (run.Successful)
        Environment.Exit(0);
});

if (options.Target == "")
    ListTargets(targets);
else if (!targets.ContainsKey(options.Target))
    Fail($"There is no target '{options.Target}'; the targets are {string.Join(", ", targets.Keys)}.");
else
    RunTarget(options.Target);
