namespace Rnn.Onnx.Architecture.Tests.Bootstrap;

/// <summary>What ./build.sh Setup decides and does where nothing is missing.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class SetupTests
{
    private static readonly string[] RealPackages =
    [
        "TorchSharp",
        "Microsoft.ML",
        "Microsoft.ML.OnnxTransformer",
        "Microsoft.ML.OnnxRuntime.Managed",
    ];

    [TestMethod]
    public void Setup_FeedWithAllRealPackages_ChoosesNuget()
    {
        using var checkout = Ready(RealPackages);

        var outcome = checkout.Build("Setup");

        outcome.AssertSucceeds(
            "package mode nuget: the feed has TorchSharp, Microsoft.ML, Microsoft.ML.OnnxTransformer, Microsoft.ML.OnnxRuntime.Managed"
        );
        Assert.Contains("<PackageMode>nuget</PackageMode>", checkout.Read("packages.props"), StringComparison.Ordinal);
    }

    [TestMethod]
    public void Setup_NugetModeWithoutNpm_SaysWhatWillBeMissingAndEndsWell()
    {
        using var checkout = Ready(RealPackages);
        checkout.Remove("npm");

        var outcome = checkout.Build("Setup");

        outcome.AssertSucceeds("there is no npm, so Demo and the interop tests will miss their sample data");
    }

    [TestMethod]
    public void Setup_FeedThatLacksOneRealPackage_ChoosesCompat()
    {
        using var checkout = Ready(RealPackages[1..]);

        var outcome = checkout.Build("Setup");

        outcome.AssertSucceeds("package mode compat: the feed lacks TorchSharp\n");
        Assert.Contains("<PackageMode>compat</PackageMode>", checkout.Read("packages.props"), StringComparison.Ordinal);
    }

    [TestMethod]
    public void Setup_SecondTime_NeitherAsksNorInstallsAgain()
    {
        using var checkout = Ready([]);
        var first = checkout.Build("Setup");
        var written = File.GetLastWriteTimeUtc(Path.Combine(checkout.Folder, "packages.props"));
        checkout.Write("artifacts/setup/probe/NuGet.config", Feeds.Unreachable);

        var second = checkout.Build("Setup");

        first.AssertSucceeds();
        second.AssertSucceeds("package mode compat, as chosen before");
        Assert.AreEqual("ci\n", checkout.Read("npm.log"));
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(Path.Combine(checkout.Folder, "packages.props")));
    }

    [TestMethod]
    public void Setup_ChangedLockFile_RunsNpmAgain()
    {
        using var checkout = Ready([]);
        _ = checkout.Build("Setup");
        checkout.Write("package-lock.json", checkout.Read("package-lock.json") + "\n");

        var outcome = checkout.Build("Setup");

        outcome.AssertSucceeds();
        Assert.AreEqual("ci\nci\n", checkout.Read("npm.log"));
    }

    [TestMethod]
    public void Setup_OtherVersionsPinned_AsksTheFeedAgain()
    {
        using var checkout = Ready([]);
        _ = checkout.Build("Setup");
        checkout.Write(
            "Directory.Packages.props",
            checkout.Read("Directory.Packages.props").Replace("0.107.0", "0.108.0", StringComparison.Ordinal)
        );

        var outcome = checkout.Build("Setup");

        outcome.AssertSucceeds("package mode compat: the feed lacks TorchSharp");
        Assert.Contains("TorchSharp 0.108.0", checkout.Read("packages.props"), StringComparison.Ordinal);
    }

    // A machine with everything, whose feed has these packages, and whose npm only notes that it was called.
    private static Checkout Ready(string[] packages)
    {
        var checkout = new Checkout();
        checkout.FakeDebian();
        checkout.Fake("npm", "mkdir -p node_modules; echo \"$1\" >> npm.log");
        checkout.Write("artifacts/setup/probe/NuGet.config", Feeds.Folder(checkout, "feed", packages));
        return checkout;
    }
}
