using Microsoft.ML;
using Mlnet.Pages;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>docs/mlnet-trainers.md: its C# is what runs here.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MlnetTrainersPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly MLContext ml = new(seed: 1);

    public MlnetTrainersPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Trainers_Examples_AreWhatRunsHere()
    {
        string[] marks = ["classify", "options", "binary", "sequences", "tag", "translate", "language"];
        var blocks = Snippets.OfPage("docs/mlnet-trainers.md", "csharp");
        Assert.HasCount(marks.Length, blocks);
        foreach (var (mark, block) in marks.Zip(blocks))
            Assert.AreEqual(Snippets.OfSource("MlnetTrainersExample.cs", mark), block, mark);
    }

    [TestMethod]
    public void Trainers_OfTexts_TellGoodFromBad()
    {
        SampleReviews.Write();
        Assert.IsGreaterThan(0.9, MlnetTrainersExample.Classify());
        Assert.IsGreaterThan(0.9, MlnetTrainersExample.Binary(ml));
        Assert.IsNotNull(MlnetTrainersExample.Options(ml, CancellationToken.None));
    }

    [TestMethod]
    public void Trainers_OfSequencesTagsAndTranslations_Learn()
    {
        Assert.IsGreaterThan(0.8, MlnetTrainersExample.Sequences(ml));
        var lines = SampleTags
            .Text(200)
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(sentence => sentence.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var sentences = lines.Select(words => new
        {
            Tokens = words.Select(line => line.Split('\t')[0]).ToArray(),
            Tags = words.Select(line => line.Split('\t')[1]).ToArray(),
        });
        Assert.IsGreaterThan(0.9, MlnetTrainersExample.Tag(ml, ml.Data.LoadFromEnumerable(sentences.ToArray())));
        var (source, target) = SamplePairs.Write(folder.Path, "pairs", 300);
        var pairs = File.ReadLines(source)
            .Zip(File.ReadLines(target), (one, other) => new { Source = one, Target = other });
        Assert.IsGreaterThan(20, MlnetTrainersExample.Translate(ml, ml.Data.LoadFromEnumerable(pairs.ToArray())));
    }

    [TestMethod]
    public void Trainer_OfALanguageModel_WritesAndIsMeasured()
    {
        File.WriteAllText("verses.txt", SampleText.Repeated(20));
        Assert.IsLessThan(4, MlnetTrainersExample.Language(ml));
    }
}
