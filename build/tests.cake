// Runs the test projects one after another and adds up what they report.
using System.Xml.Linq;

record Tally(int Passed, int Failed, int Skipped)
{
    public static Tally operator +(Tally a, Tally b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}

// The sum is the last line, whatever happened.
void RunTests(string only, bool acceptApi)
{
    const string results = "artifacts/tests";
    if (System.IO.Directory.Exists(results))
        System.IO.Directory.Delete(results, recursive: true);
    var projects = Projects()
        .Where(path => path.EndsWith(".Tests.csproj") && (only == null || path.Contains(only, StringComparison.OrdinalIgnoreCase)))
        .ToArray();
    if (projects.Length == 0)
        throw Fail($"No test project has '{only}' in its name; there are {string.Join(", ", Projects().Where(p => p.EndsWith(".Tests.csproj")))}.");
    var sum = new Tally(0, 0, 0);
    foreach (var project in projects)
        sum += RunTestProject(project, results, acceptApi);
    Console.WriteLine(sum);
    if (sum.Failed > 0)
        Environment.Exit(1);
}

Tally RunTestProject(string project, string results, bool acceptApi)
{
    var name = System.IO.Path.GetFileNameWithoutExtension(project);
    var assembly = $"{System.IO.Path.GetDirectoryName(project)}/bin/Release/net10.0/{name}.dll";
    var clock = Stopwatch.StartNew();
    Console.Write($"Test    {name} ... ");
    var outcome = Run(
        "dotnet",
        ["test", assembly, "--nologo", "--logger", $"trx;LogFileName={name}.trx", "--results-directory", results],
        acceptApi ? [("RNN_ACCEPT_API", "1")] : [],
        minutes: 12
    );
    var trx = $"{results}/{name}.trx";
    var tally = System.IO.File.Exists(trx) ? ReadResults(trx, out var failures) : NoResults(out failures);
    var crashed = outcome.ExitCode != 0 && tally.Failed == 0;
    if (crashed)
        tally += new Tally(0, 1, 0);
    Console.WriteLine($"{tally} ({clock.Elapsed.TotalSeconds:0.0} s)");
    foreach (var failure in failures)
        Console.Error.WriteLine(failure);
    if (crashed)
        Console.Error.WriteLine($"{name} ended with exit code {outcome.ExitCode} without a failed test:\n{outcome.Output}");
    return tally;
}

Tally NoResults(out string[] failures)
{
    failures = [];
    return new Tally(0, 0, 0);
}

// Counts outcomes rather than trusting the file's counters, which leave skipped tests out.
Tally ReadResults(string trx, out string[] failures)
{
    XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    var results = XDocument.Load(trx).Descendants(ns + "UnitTestResult").Where(r => r.Element(ns + "InnerResults") == null).ToArray();
    string Text(XElement result, string name) => result.Descendants(ns + name).FirstOrDefault()?.Value.TrimEnd();
    int Count(params string[] outcomes) => results.Count(r => outcomes.Contains(r.Attribute("outcome")?.Value));
    var passed = Count("Passed");
    var skipped = Count("NotExecuted", "Inconclusive", "NotRunnable");
    failures =
    [
        .. results.Where(r => r.Attribute("outcome")?.Value is not ("Passed" or "NotExecuted" or "Inconclusive" or "NotRunnable"))
            .Select(r => string.Join('\n', new[] { $"  {r.Attribute("testName").Value}", Text(r, "Message"), Text(r, "StackTrace"), Text(r, "StdOut") }
                .Where(text => !string.IsNullOrEmpty(text)))),
    ];
    return new Tally(passed, results.Length - passed - skipped, skipped);
}
