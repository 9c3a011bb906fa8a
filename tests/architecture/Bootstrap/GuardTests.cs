namespace Rnn.Onnx.Architecture.Tests.Bootstrap;

/// <summary>Before Setup a plain dotnet command says what to run, and says it once.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class GuardTests
{
    private const string Sentence =
        "error : This checkout is not set up yet: run ./build.sh Setup (build.ps1 on Windows) once";

    [TestMethod]
    [DataRow("build")]
    [DataRow("build", "cli")]
    [DataRow("build", "cli", "--no-restore")]
    [DataRow("restore")]
    [DataRow("restore", "cli")]
    [DataRow("test")]
    [DataRow("run", "--project", "cli")]
    public void Dotnet_BeforeSetup_NamesSetup(params string[] arguments)
    {
        using var checkout = new Checkout();
        foreach (var project in Repository.Projects())
            checkout.Copy(project);

        var outcome = checkout.Run("dotnet", arguments);

        var errors = outcome
            .All.Split('\n')
            .Where(line =>
                line.Contains("error", StringComparison.Ordinal)
                && !line.StartsWith("The build failed", StringComparison.Ordinal)
            )
            .Distinct()
            .ToArray();
        Assert.AreNotEqual(0, outcome.ExitCode);
        Assert.HasCount(1, errors, string.Join('\n', errors));
        Assert.Contains(Sentence, errors[0], StringComparison.Ordinal);
    }
}
