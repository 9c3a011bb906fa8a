using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>What is to be seen in the sources themselves.</summary>
[TestClass]
public class SourceTests
{
    private const int LongestFile = 300;

    private static readonly Regex ConditionalCompilation = new(@"^\s*#\s*(?:if|elif)\b", RegexOptions.NonBacktracking);

    [TestMethod]
    public void ProductSources_InEitherPackageMode_HaveNoConditionalCompilation()
    {
        var found = Find(Repository.ProductSources(), ConditionalCompilation.IsMatch);

        Assert.IsEmpty(found, $"One source compiles in both package modes; #if stands at {string.Join(", ", found)}.");
    }

    [TestMethod]
    public void CompatSources_StandingInForOtherPackages_DoNotKnowTheProduct()
    {
        var found = Find(Repository.Sources("compat"), line => line.Contains("Rnn.Onnx", StringComparison.Ordinal));

        Assert.IsEmpty(found, $"compat/ must not mention Rnn.Onnx; it does at {string.Join(", ", found)}.");
    }

    // A line of long-files.txt is a path, a colon and the reason why the file is one idea all the same.
    [TestMethod]
    public void ProductSources_LongerThan300Lines_AreListedWithAReason()
    {
        var listed = Repository
            .Lines("tests/architecture/long-files.txt")
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts.Length == 2 ? parts[1] : "");
        var tooLong = Repository.ProductSources().Where(path => Repository.Lines(path).Length > LongestFile).ToArray();

        var unlisted = tooLong.Except(listed.Keys).ToArray();
        var stale = listed.Keys.Except(tooLong).ToArray();
        var unreasoned = listed
            .Where(entry => string.IsNullOrWhiteSpace(entry.Value))
            .Select(entry => entry.Key)
            .ToArray();

        Assert.IsEmpty(
            unlisted,
            $"Longer than {LongestFile} lines, and not in long-files.txt: {string.Join(", ", unlisted)}."
        );
        Assert.IsEmpty(stale, $"In long-files.txt, and not that long any more: {string.Join(", ", stale)}.");
        Assert.IsEmpty(unreasoned, $"In long-files.txt without a reason: {string.Join(", ", unreasoned)}.");
    }

    [TestMethod]
    public void Sources_OfTheWholeRepository_AreFormatted()
    {
        var check = new ProcessStartInfo("dotnet", ["csharpier", "check", "."])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(check)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.AreEqual(0, process.ExitCode, $"Run ./build.sh Format.\n{errors.Result}{output}");
    }

    private static string[] Find(IEnumerable<string> paths, Func<string, bool> isWrong) =>
        [
            .. paths.SelectMany(path =>
                Repository
                    .Lines(path)
                    .Select((line, i) => (line, place: $"{path}:{i + 1}"))
                    .Where(l => isWrong(l.line))
                    .Select(l => l.place)
            ),
        ];
}
