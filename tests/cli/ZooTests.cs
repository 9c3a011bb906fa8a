using Rnn.Onnx.Cli.Zoo;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The zoo's models are what their command makes, and as good as their page says.</summary>
[TestClass]
public sealed class ZooTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "onnx-models", "zoo");

    [TestMethod]
    [DataRow("sum-sign-classifier", "accuracy", 0.97, 1.0)]
    [DataRow("marked-step-regressor", "rmse", 0.0, 0.05)]
    [DataRow("marked-step-regressor", "marked step found", 0.99, 1.0)]
    [DataRow("elloh-tagger", "accuracy", 1.0, 1.0)]
    [DataRow("sine-decoder", "rmse", 0.0, 0.03)]
    [DataRow("hello-language-model", "nats a character", 0.0, 0.1)]
    [DataRow("date-translator", "accuracy", 0.99, 1.0)]
    public void CommittedModel_ItsCard_SaysThatItLearned(string name, string metric, double least, double most)
    {
        var path = Path.Combine(Folder, name + ".onnx");
        Assert.IsLessThan(200_000, new FileInfo(path).Length);
        var card = ModelFile.Open(path).Card!;
        Assert.AreEqual(
            File.ReadAllText(Path.ChangeExtension(path, ".card.json")),
            card.ToJson(indented: true) + "\n",
            "The card beside the file is the one inside."
        );
        Assert.IsLessThan(1e-5, card.Parity!.LargestRelativeDifference);
        Assert.IsTrue(card.Metrics!.Model[metric] >= least && card.Metrics.Model[metric] <= most);
        var page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        StringAssert.Contains(page, $"`rnn zoo {name}`");
    }

    // Processors differ in the last bits of what they compute, so the files may, too.
    [TestMethod]
    public void Make_EveryExample_GivesTheCommittedModelAnew()
    {
        foreach (var example in ZooExample.All)
        {
            var made = example.Make();
            var committed = ModelFile.Open(Path.Combine(Folder, example.Name + ".onnx"));
            Assert.AreEqual(string.Join("; ", committed.Inputs), string.Join("; ", made.File.Inputs));
            Assert.AreEqual(string.Join("; ", committed.Outputs), string.Join("; ", made.File.Outputs));
            CollectionAssert.AreEqual(committed.Operators.ToArray(), made.File.Operators.ToArray());
            Assert.AreEqual(committed.Opset, made.File.Opset);
            var card = committed.Card!;
            Assert.AreEqual(card.Architecture, made.Card.Architecture);
            CollectionAssert.IsSubsetOf(card.Options.ToArray(), made.Card.Options.ToArray());
            foreach (var (metric, value) in card.Metrics!.Model)
                Assert.AreEqual(value, made.Card.Metrics!.Model[metric], 0.02, $"{example.Name}, {metric}");
        }
    }

    [TestMethod]
    public async Task Run_Name_WritesModelAndCard()
    {
        using var folder = new TemporaryFolder();
        var run = await RnnCommand.RunAsync($"zoo elloh-tagger --folder {folder.Path}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "Measured accuracy 1");
        Assert.AreEqual("tagging", ModelFile.Open(folder["elloh-tagger.onnx"]).Card!.Task);
        Assert.IsTrue(File.Exists(folder["elloh-tagger.card.json"]));
    }

    [TestMethod]
    [DataRow("zoo", "nothing")]
    [DataRow("zoo lion", "'lion'")]
    public async Task Run_NoExample_NamesThem(string commandLine, string found)
    {
        var run = await RnnCommand.RunAsync(commandLine);
        run.IsRefusedWith(
            $"Argument name: expected --all or one of sum-sign-classifier, marked-step-regressor, elloh-tagger, sine-decoder, hello-language-model, date-translator, found {found}."
        );
    }
}
