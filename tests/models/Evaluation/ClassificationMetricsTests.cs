using Rnn.Onnx.Models.Evaluation;

namespace Rnn.Onnx.Models.Tests.Evaluation;

/// <summary>Expected values by hand from scikit-learn's definitions (precision_recall_fscore_support, zero_division 0).</summary>
[TestClass]
public sealed class ClassificationMetricsTests
{
    private static readonly string[] Labels = ["a", "b", "c", "d"];

    [TestMethod]
    public void Of_FourLabelsOneOfWhichNeverComes_GivesScikitLearnsFigures()
    {
        int[] truth = [0, 0, 0, 0, 1, 1, 2, 2, 2, 2];
        int[] answers = [0, 0, 1, 0, 1, 1, 2, 0, 2, 2];

        var metrics = ClassificationMetrics.Of(Labels, truth, answers, [.. truth.Select(_ => 0.5f)]);

        Assert.AreEqual(0.8, metrics.Accuracy, 1e-12);
        Assert.AreEqual(10, metrics.Count);
        // d is neither in the truth nor among the answers: it does not count.
        Assert.AreEqual((0.75 + 0.8 + 6.0 / 7) / 3, metrics.MacroF1, 1e-12);
        Assert.AreEqual(Math.Log(2), metrics.CrossEntropy, 1e-7);
        AreClose(new ClassMetrics("a", 3.0 / 4, 3.0 / 4, 3.0 / 4, Support: 4, Answers: 4), metrics.Classes[0]);
        AreClose(new ClassMetrics("b", 2.0 / 3, 1, 0.8, Support: 2, Answers: 3), metrics.Classes[1]);
        AreClose(new ClassMetrics("c", 1, 3.0 / 4, 6.0 / 7, Support: 4, Answers: 3), metrics.Classes[2]);
        AreClose(new ClassMetrics("d", 0, 0, 0, Support: 0, Answers: 0), metrics.Classes[3]);
        Assert.AreEqual(
            "3 1 0 0, 0 2 0 0, 1 0 3 0, 0 0 0 0",
            string.Join(", ", metrics.Confusion.Select(row => string.Join(' ', row)))
        );
    }

    [TestMethod]
    public void Of_LabelThatIsOnlyAnswered_CountsInTheMeanAsZero()
    {
        var metrics = ClassificationMetrics.Of(Labels, [0, 0], [0, 1], [0.5f, 0.25f]);

        Assert.AreEqual((2.0 / 3 + 0) / 2, metrics.MacroF1, 1e-12);
        Assert.AreEqual((Math.Log(2) + Math.Log(4)) / 2, metrics.CrossEntropy, 1e-7);
    }

    [TestMethod]
    public void Of_ProbabilityOfZero_IsFinite()
    {
        var metrics = ClassificationMetrics.Of(Labels, [0], [1], [0f]);

        Assert.AreEqual(15 * Math.Log(10), metrics.CrossEntropy, 1e-9);
        Assert.AreEqual((0.0, 0.0), (metrics.Accuracy, metrics.MacroF1));
    }

    [TestMethod]
    public void Of_NoText_SaysSo() =>
        Expect.InvalidInput(
            "Data: expected a text or more to measure on, found none.",
            () => ClassificationMetrics.Of(Labels, [], [], [])
        );

    private static void AreClose(ClassMetrics expected, ClassMetrics found)
    {
        Assert.AreEqual(
            (expected.Label, expected.Support, expected.Answers),
            (found.Label, found.Support, found.Answers)
        );
        Assert.AreEqual(expected.Precision, found.Precision, 1e-12, expected.Label);
        Assert.AreEqual(expected.Recall, found.Recall, 1e-12, expected.Label);
        Assert.AreEqual(expected.F1, found.F1, 1e-12, expected.Label);
    }
}
