namespace Rnn.Onnx.Architecture.Tests.Bootstrap;

/// <summary>What a program left: its exit code and what it wrote.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public string All => Output + Errors;

    /// <summary>All went well, and this was said.</summary>
    public void AssertSucceeds(string saying = "")
    {
        Assert.AreEqual(0, ExitCode, All);
        Assert.Contains(saying, Output, StringComparison.Ordinal);
    }

    /// <summary>It ended with one line of error that starts so, and without a stack trace.</summary>
    public void AssertFails(string sentence)
    {
        var lines = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(1, ExitCode, All);
        Assert.HasCount(1, lines, All);
        Assert.StartsWith(sentence, lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Output, StringComparison.Ordinal);
    }
}
