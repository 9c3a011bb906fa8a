using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class LabeledSplitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Split_UnequalLabels_GivesEachPartItsShareOfEach()
    {
        var data = Data(("often", 70), ("seldom", 30));

        var split = new LabeledSplit(data, new() { Validation = 0.1, Test = 0.2 });

        Assert.AreEqual("49 21, 7 3, 14 6", Counts(split));
        CollectionAssert.AreEquivalent(
            Enumerable.Range(0, 100).ToArray(),
            split.Training.Concat(split.Validation).Concat(split.Test).ToArray()
        );
        Assert.IsEmpty(split.Unmeasured);
    }

    [TestMethod]
    public void Split_SeedsAreEqual_PartsAreEqual()
    {
        var data = Data(("a", 50), ("b", 50));
        int[] Test(int seed) => [.. new LabeledSplit(data, new() { Seed = seed }).Test];

        CollectionAssert.AreEqual(Test(1), Test(1));
        CollectionAssert.AreNotEqual(Test(1), Test(2));
        CollectionAssert.AreNotEqual(Enumerable.Range(45, 5).ToArray(), Test(1)[..5], "A cut in order is no choice.");
    }

    [TestMethod]
    public void Split_LabelThatComesOnce_IsLearnedAndNamed()
    {
        var split = new LabeledSplit(Data(("a", 40), ("once", 1)), new() { Test = 0.6 });

        CollectionAssert.Contains(split.Training.ToArray(), 40);
        CollectionAssert.AreEqual(new[] { "once" }, split.Unmeasured.ToArray());
    }

    [TestMethod]
    public void WithoutTest_OfTexts_MeasuresOnTheValidationPart()
    {
        var split = LabeledSplit.WithoutTest(Data(("often", 70), ("seldom", 30)), validation: 0.2);

        Assert.AreEqual("56 24, 14 6, 0 0", Counts(split));
        CollectionAssert.AreEqual(split.Validation.ToArray(), split.Measured.ToArray());
        Assert.ThrowsExactly<InvalidInputException>(() => LabeledSplit.WithoutTest(Data(("a", 9)), validation: 1));
        Assert.ThrowsExactly<InvalidInputException>(() => LabeledSplit.WithoutTest(Data(("a", 2), ("b", 2))));
    }

    [TestMethod]
    public void Of_PartsThatAreApart_KeepsThem()
    {
        string[] labels = ["a", "b"];
        var training = new LabeledTexts("training", ["x", "y", "z"], [0, 1, 0], labels);
        var validation = new LabeledTexts("validation", ["u", "v"], [1, 1], labels);

        var split = LabeledSplit.Of(training, validation);

        CollectionAssert.AreEqual(new[] { "x", "y", "z", "u", "v" }, split.Data.Texts.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, split.Training.ToArray());
        CollectionAssert.AreEqual(new[] { 3, 4 }, split.Measured.ToArray());
        CollectionAssert.AreEqual(new[] { "a" }, split.Unmeasured.ToArray());
        var other = new LabeledTexts("other", ["u"], [0], ["b", "a"]);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => LabeledSplit.Of(training, other));
        Assert.AreEqual("Data 'other': expected the labels a, b, found b, a.", error.Message);
    }

    [TestMethod]
    public void Split_OneLabel_IsRefused() =>
        Refuses("Data 'only.txt': expected two labels or more to tell apart, found only 'only'.", ("only", 9));

    [TestMethod]
    public void Split_TooFewTexts_SaysWhatEachPartWouldHave() =>
        Refuses(
            "Data 'a.txt, b.txt': expected enough texts of a label for each part, found 4 texts: 4 to train on, 0 to validate, 0 to test.",
            ("a", 2),
            ("b", 2)
        );

    [TestMethod]
    [DataRow(0, 0.1)]
    [DataRow(0.5, 0.5)]
    [DataRow(double.NaN, 0.1)]
    public void Split_SharesThatLeaveNothing_AreRefused(double validation, double test)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            new LabeledSplit(Data(("a", 50), ("b", 50)), new() { Validation = validation, Test = test })
        );
        StringAssert.StartsWith(error.Message, "Options validation and test: expected shares above 0");
    }

    private void Refuses(string sentence, params (string Label, int Texts)[] labels) =>
        Assert.AreEqual(
            sentence,
            Assert.ThrowsExactly<InvalidInputException>(() => new LabeledSplit(Data(labels))).Message
        );

    private LabeledTexts Data(params (string Label, int Texts)[] labels)
    {
        foreach (var (label, texts) in labels)
            File.WriteAllLines(folder[$"{label}.txt"], Enumerable.Range(0, texts).Select(i => $"{label} {i}"));
        return LabeledTexts.Read([.. labels.Select(label => $"{label.Label}={folder[$"{label.Label}.txt"]}")]);
    }

    private static string Counts(LabeledSplit split) =>
        string.Join(
            ", ",
            new[] { split.Training, split.Validation, split.Test }.Select(part =>
                $"{part.Count(row => split.Data.Classes[row] == 0)} {part.Count(row => split.Data.Classes[row] == 1)}"
            )
        );
}
