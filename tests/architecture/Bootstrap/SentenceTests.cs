namespace Rnn.Onnx.Architecture.Tests.Bootstrap;

/// <summary>What ./build.sh says when something is missing or wrong: one sentence, and an exit code other than 0.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class SentenceTests
{
    [TestMethod]
    public void Build_UnknownTarget_NamesTheTargetsThereAre()
    {
        using var checkout = new Checkout();

        var outcome = checkout.Build("Tset");

        outcome.AssertFails(
            "There is no target 'Tset'; the targets are Setup, Build, Test, Demo, Pictures, Bench, Pack, Format, Clean."
        );
    }

    [TestMethod]
    [DataRow("--packages takes auto, nuget or compat; found 'conda'.", "Setup", "--packages", "conda")]
    [DataRow("--packages takes auto, nuget or compat; found ''.", "Setup", "--packages=")]
    [DataRow("--packages needs a value.", "Build", "--packages")]
    [DataRow("Build has no option '--fast'; ./build.sh without a target lists what there is.", "Build", "--fast")]
    [DataRow("The target comes first: ./build.sh <Target> [options]; found '--packages'.", "--packages", "auto")]
    public void Build_WrongOption_SaysWhatIsExpectedAndFound(string sentence, params string[] arguments)
    {
        using var checkout = new Checkout();

        checkout.Build(arguments).AssertFails(sentence);
    }

    [TestMethod]
    public void Build_WithoutDotnet_SaysThatTheSdkIsNeeded()
    {
        using var checkout = new Checkout();
        checkout.Remove("dotnet");

        checkout.Build("Setup").AssertFails("The .NET 10 SDK is needed and there is no dotnet on the PATH");
    }

    [TestMethod]
    public void Build_WithAnotherSdk_SaysWhichIsNeededAndWhichAreThere()
    {
        using var checkout = new Checkout();
        checkout.Write("global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "latestFeature" } }""");

        var outcome = checkout.Build("Setup");

        outcome.AssertFails("The .NET SDK 99.0.100 or a later feature band of it is needed (global.json), found: ");
        Assert.Contains($"found: {Environment.Version.Major}.", outcome.Errors, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Build_ToolsThatTheFeedLacks_SaysThatTheyCanNotBeRestored()
    {
        using var checkout = new Checkout();
        checkout.Write(
            ".config/dotnet-tools.json",
            """{ "version": 1, "isRoot": true, "tools": { "no.such.tool": { "version": "1.0.0", "commands": ["none"] } } }"""
        );
        checkout.Write("NuGet.config", Feeds.Folder(checkout, "."));

        checkout.Build("Setup").AssertFails("The build's tools (.config/dotnet-tools.json) could not be restored");
    }

    [TestMethod]
    public void Setup_FeedNotReachable_SaysSo()
    {
        using var checkout = new Checkout();
        checkout.Write("artifacts/setup/probe/NuGet.config", Feeds.Unreachable);

        var outcome = checkout.Build("Setup", "--packages", "auto");

        outcome.AssertFails("The package feed could not be asked for TorchSharp and Microsoft.ML: error NU1301");
        Assert.IsFalse(checkout.Has("packages.props"));
    }

    [TestMethod]
    public void Setup_NugetAskedForAndNotThere_SaysWhatTheFeedLacks()
    {
        using var checkout = new Checkout();
        checkout.Write("artifacts/setup/probe/NuGet.config", Feeds.Folder(checkout, "feed", "TorchSharp"));

        var outcome = checkout.Build("Setup", "--packages", "nuget");

        outcome.AssertFails(
            "--packages nuget can not be: the feed lacks Microsoft.ML, Microsoft.ML.OnnxTransformer, "
                + "Microsoft.ML.OnnxRuntime.Managed; use --packages compat."
        );
    }

    [TestMethod]
    public void Setup_NoCompilerAndNoRights_PrintsTheOneCommandToRun()
    {
        using var checkout = new Checkout();
        checkout.FakeDebian(without: ["g++", "libtorch-dev", "libopenblas0-pthread"]);

        var outcome = checkout.Build("Setup", "--packages", "compat");

        outcome.AssertFails(
            "Package mode compat needs Debian packages that only root can install: run "
                + "'sudo apt-get install -y --no-install-recommends g++ libtorch-dev libopenblas0-pthread', then this again."
        );
    }

    [TestMethod]
    public void Setup_RootWithoutNetwork_SaysThatAptCouldNotInstall()
    {
        using var checkout = new Checkout();
        checkout.FakeDebian(without: ["libtorch-dev"]);
        checkout.Fake("id", "echo 0");
        checkout.Fake("apt-get", "echo 'E: Unable to locate package libtorch-dev'; exit 100");

        var outcome = checkout.Build("Setup", "--packages", "compat");

        outcome.AssertFails(
            "apt-get could not install libtorch-dev (is there a network?): E: Unable to locate package libtorch-dev"
        );
    }

    [TestMethod]
    public void Setup_OnASystemWithoutApt_SaysWhatIsNeeded()
    {
        using var checkout = new Checkout();

        checkout
            .Build("Setup", "--packages", "compat")
            .AssertFails(
                "Package mode compat needs g++, libtorch-dev, libopenblas0-pthread, and there is no apt-get to install them"
            );
    }

    [TestMethod]
    public void Setup_LibtorchVariableThatNamesNoLibtorch_SaysSo()
    {
        using var checkout = new Checkout();
        checkout.FakeDebian();

        var outcome = checkout.Run("/bin/bash", "-c", "LIBTORCH=/nowhere ./build.sh Setup --packages compat");

        outcome.AssertFails("LIBTORCH is '/nowhere', and there is no lib/libtorch.so in it");
    }

    [TestMethod]
    public void Setup_WithoutNpm_SaysThatNpmIsNeeded()
    {
        using var checkout = new Checkout();
        checkout.FakeDebian();

        checkout
            .Build("Setup", "--packages", "compat")
            .AssertFails("Package mode compat takes ONNX Runtime from npm, and there is no npm on the PATH");
    }

    [TestMethod]
    public void Setup_NpmWithoutNetwork_SaysWhatNpmSays()
    {
        using var checkout = new Checkout();
        checkout.FakeDebian();
        checkout.Fake(
            "npm",
            "echo 'npm error code ENOTFOUND'; echo 'npm error network request to the registry failed'; exit 1"
        );

        checkout
            .Build("Setup", "--packages", "compat")
            .AssertFails(
                "npm could not install the packages of package-lock.json (is there a network?): network request to the registry failed"
            );
    }
}
