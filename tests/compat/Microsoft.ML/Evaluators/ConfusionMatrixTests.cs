using System.Globalization;

namespace Microsoft.ML.Contract.Tests.Evaluators;

[TestClass]
public sealed class ConfusionMatrixTests
{
    private readonly MLContext _ml = new();
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    [TestInitialize]
    public void UseInvariantNumbers() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [TestCleanup]
    public void RestoreNumbers() => CultureInfo.CurrentCulture = _culture;

    [TestMethod]
    public void ConfusionMatrix_Binary_HasPositivesFirst()
    {
        var matrix = Binary(positives: 3, found: 2, negatives: 5, alarms: 1);
        Assert.AreEqual(2, matrix.NumberOfClasses);
        CollectionAssert.AreEqual(new double[] { 2, 1 }, matrix.Counts[0].ToArray());
        CollectionAssert.AreEqual(new double[] { 1, 4 }, matrix.Counts[1].ToArray());
        CollectionAssert.AreEqual(new[] { 2d / 3, 0.8 }, matrix.PerClassRecall.ToArray());
        CollectionAssert.AreEqual(new[] { 2d / 3, 0.8 }, matrix.PerClassPrecision.ToArray());
    }

    [TestMethod]
    public void GetCountForClassPair_Indices_ArePredictedThenActual()
    {
        var matrix = Binary(positives: 3, found: 2, negatives: 9, alarms: 4);
        Assert.AreEqual(4, matrix.GetCountForClassPair(predictedClassIndicatorIndex: 0, actualClassIndicatorIndex: 1));
        Assert.AreEqual(1, matrix.GetCountForClassPair(1, 0));
        const string message = "Invalid index. Should be non-negative, less than the number of classes.";
        Refusals.AssertOutOfRange(message, "predictedClassIndicatorIndex", () => matrix.GetCountForClassPair(2, 0));
        Refusals.AssertOutOfRange(message, "actualClassIndicatorIndex", () => matrix.GetCountForClassPair(0, -1));
    }

    [TestMethod]
    public void PerClass_ClassThatIsNeverPredictedAndNeverOccurs_IsZero()
    {
        var matrix = Multiclass(null, (0, 0), (0, 1), (1, 1));
        CollectionAssert.AreEqual(new[] { 0.5, 1, 0 }, matrix.PerClassRecall.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0.5, 0 }, matrix.PerClassPrecision.ToArray());
    }

    [TestMethod]
    public void GetFormattedConfusionTable_Binary_SaysHowManyArePositive() =>
        AssertTable(
            """
            TEST POSITIVE RATIO:	0.0030 (3.0/(3.0+1005.0))
            Confusion table
                      ||======================
            PREDICTED || positive | negative | Recall
            TRUTH     ||======================
             positive ||        2 |        1 | 0.6667
             negative ||        1 |    1,004 | 0.9990
                      ||======================
            Precision ||   0.6667 |   0.9990 |
            """,
            Binary(positives: 3, found: 2, negatives: 1005, alarms: 1)
        );

    [TestMethod]
    public void GetFormattedConfusionTable_NumbersOfOtherCultures_AreTheirs()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        CultureInfo.CurrentCulture = culture;
        var table = Binary(positives: 3, found: 2, negatives: 1005, alarms: 1).GetFormattedConfusionTable();
        StringAssert.StartsWith(table, "TEST POSITIVE RATIO:\t0,0030 (3,0/(3,0+1005,0))");
        StringAssert.Contains(table, "|    1.004 | 0,9990");
    }

    [TestMethod]
    public void GetFormattedConfusionTable_KeyValues_NameThePositiveClassByTheFirst() =>
        AssertTable(
            """
            TEST HAM RATIO:	0.3750 (3.0/(3.0+5.0))
            Confusion table
                      ||======================
            PREDICTED ||      ham |     spam | Recall
            TRUTH     ||======================
                  ham ||        2 |        1 | 0.6667
                 spam ||        1 |        4 | 0.8000
                      ||======================
            Precision ||   0.6667 |   0.8000 |
            """,
            Binary(positives: 3, found: 2, negatives: 5, alarms: 1, ["ham", "spam"])
        );

    [TestMethod]
    public void GetFormattedConfusionTable_LongNames_AreNumberedAboveTheColumns() =>
        AssertTable(
            """
            TEST WANTED MAIL RATIO:	0.3750 (3.0/(3.0+5.0))
            Confusion table
                           ||======================
            PREDICTED      ||        0 |        1 | Recall
            TRUTH          ||======================
            0. wanted mail ||        2 |        1 | 0.6667
            1. unsolicited ||        1 |        4 | 0.8000
                           ||======================
            Precision      ||   0.6667 |   0.8000 |
            """,
            Binary(positives: 3, found: 2, negatives: 5, alarms: 1, ["wanted mail", "unsolicited"])
        );

    [TestMethod]
    public void GetFormattedConfusionTable_Multiclass_NumbersClassesWithoutNames() =>
        AssertTable(
            """

            Confusion table
                      ||========================
            PREDICTED ||     0 |     1 |     2 | Recall
            TRUTH     ||========================
                    0 ||     1 |     1 |     0 | 0.5000
                    1 ||     0 |     1 |     0 | 1.0000
                    2 ||     1 |     0 |     1 | 0.5000
                      ||========================
            Precision ||0.5000 |0.5000 |1.0000 |
            """,
            Multiclass(null, (0, 0), (0, 1), (1, 1), (2, 0), (2, 2))
        );

    [TestMethod]
    public void GetFormattedConfusionTable_SlotNamesOfTheScores_NameTheClasses() =>
        AssertTable(
            """

            Confusion table
                      ||========================
            PREDICTED ||   low |   mid |  high | Recall
            TRUTH     ||========================
                  low ||     1 |     1 |     0 | 0.5000
                  mid ||     0 |     1 |     0 | 1.0000
                 high ||     1 |     0 |     1 | 0.5000
                      ||========================
            Precision ||0.5000 |0.5000 |1.0000 |
            """,
            Multiclass(["low", "mid", "high"], (0, 0), (0, 1), (1, 1), (2, 0), (2, 2))
        );

    [TestMethod]
    public void Evaluate_SlotNamesOfAnotherNumber_AreRefused()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Multiclass(["low", "high"], (0, 0)));
        Assert.AreEqual("Expected 2 values in 'Count' column, but got 3.", error.Message);
    }

    private static void AssertTable(string expected, ConfusionMatrix matrix) =>
        Assert.AreEqual(expected.ReplaceLineEndings() + Environment.NewLine, matrix.GetFormattedConfusionTable());

    private ConfusionMatrix Binary(int positives, int found, int negatives, int alarms, string[] keyValues = null)
    {
        static IEnumerable<BinaryRow> Rows(bool positive, int count, int above) =>
            Enumerable.Range(0, count).Select(i => new BinaryRow(positive, i < above ? 1 : -1, 0.5f));

        var schema = SchemaDefinition.Create(typeof(BinaryRow));
        if (keyValues is not null)
            Annotate(schema["Key"], "KeyValues", keyValues);
        var rows = Rows(positive: true, positives, found).Concat(Rows(positive: false, negatives, alarms));
        return _ml.BinaryClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows, schema), "Key").ConfusionMatrix;
    }

    private ConfusionMatrix Multiclass(string[] names, params (int Actual, int Predicted)[] pairs)
    {
        var schema = SchemaDefinition.Create(typeof(MulticlassRow));
        if (names is not null)
            Annotate(schema["Score"], "SlotNames", names);
        var rows = pairs.Select(pair =>
        {
            var scores = new float[3];
            scores[pair.Predicted] = 1;
            return new MulticlassRow(pair.Actual, scores);
        });
        return _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows, schema)).ConfusionMatrix;
    }

    private static void Annotate(SchemaDefinition.Column column, string kind, string[] names) =>
        column.AddAnnotation(
            kind,
            new VBuffer<ReadOnlyMemory<char>>(names.Length, names.Select(name => name.AsMemory()).ToArray()),
            new VectorDataViewType(TextDataViewType.Instance, names.Length)
        );
}
