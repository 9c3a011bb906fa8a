using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>What every verb promises: a help whose example works, an answer for people, one for programs, one sentence for a mistake.</summary>
[TestClass]
[DoNotParallelize]
public sealed class VerbContractTests : IDisposable
{
    private const string Marker = "Example:\n  rnn ";

    private readonly TemporaryFolder folder = new();
    private readonly string before = Environment.CurrentDirectory;

    public VerbContractTests() => Environment.CurrentDirectory = folder.Path;

    public static IEnumerable<object[]> Verbs => VerbCases.All.Select(verb => new object[] { verb.Verb });

    public void Dispose()
    {
        Environment.CurrentDirectory = before;
        folder.Dispose();
    }

    [TestMethod]
    public void Verbs_AllOfThem_HaveACase()
    {
        var cases = VerbCases.All.Select(verb => verb.Verb).ToHashSet(StringComparer.Ordinal);
        var missing = HelpTests.Verbs().Select(words => string.Join(' ', words)).Where(verb => !cases.Contains(verb));
        Assert.AreEqual("", string.Join(", ", missing));
    }

    [TestMethod]
    [DynamicData(nameof(Verbs))]
    public async Task Help_EveryVerb_SaysWhatItDoesWithAnExample(string verb)
    {
        var help = await RnnCommand.RunAsync([.. verb.Split(' '), "--help"]);
        Assert.AreEqual(App.Success, help.ExitCode, help.Errors);
        StringAssert.Contains(help.Output, Marker + verb);
        StringAssert.Contains(help.Output, "--json");
    }

    [TestMethod]
    [DynamicData(nameof(Verbs))]
    public async Task Example_OfTheHelp_Works(string verb)
    {
        var expected = Find(verb);
        await expected.Prepare(folder);
        var run = await expected.Run(await ExampleAsync(expected));
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        Assert.AreEqual("", run.Errors);
        expected.Happy(run, folder);
    }

    [TestMethod]
    [DynamicData(nameof(Verbs))]
    public async Task Json_OfTheExample_IsOneDocumentAndNothingElse(string verb)
    {
        var expected = Find(verb);
        await expected.Prepare(folder);
        var run = await expected.Run([.. await ExampleAsync(expected), "--json"]);
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        expected.Json(JsonNode.Parse(run.Output)!.AsObject());
    }

    [TestMethod]
    [DynamicData(nameof(Verbs))]
    public async Task Mistake_MostLikely_GetsOneSentence(string verb)
    {
        var expected = Find(verb);
        await expected.Prepare(folder);
        var left = Directory.GetFileSystemEntries(folder.Path).Order().ToArray();
        var run = await expected.Run([.. verb.Split(' '), .. CommandLineParser.SplitCommandLine(expected.Mistake)]);
        run.IsRefusedWith(expected.Sentence);
        Assert.AreEqual("", run.Output);
        CollectionAssert.AreEqual(left, Directory.GetFileSystemEntries(folder.Path).Order().ToArray());
    }

    private static VerbCase Find(string verb) => VerbCases.All.Single(one => one.Verb == verb);

    private static async Task<string[]> ExampleAsync(VerbCase verb)
    {
        var help = (await RnnCommand.RunAsync([.. verb.Verb.Split(' '), "--help"])).Output;
        var example = help[(help.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..].Trim();
        return [.. CommandLineParser.SplitCommandLine($"{example} {verb.Quick}")];
    }
}
