using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Scoring;

/// <summary>What predictions say of themselves, by which ML.NET's evaluators and mappings know them.</summary>
[TestClass]
public sealed class PredictionAnnotationsTests : IDisposable
{
    private static readonly string[] Three = ["animal", "color", "food"];

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Schema_OfAClassifier_NamesItsLabels()
    {
        var schema = Schema(Three, new ScoreSequencesOptions());

        CollectionAssert.AreEqual(Three, Texts(schema["PredictedLabel"], "KeyValues"));
        CollectionAssert.AreEqual(Three, Texts(schema["Score"], "SlotNames"));
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), schema["PredictedLabel"].Type);
        foreach (var column in new[] { "PredictedLabel", "Score", "Probability" })
        {
            Assert.AreEqual("MulticlassClassification", Text(schema[column], "ScoreColumnKind"));
            Assert.AreEqual(column, Text(schema[column], "ScoreValueKind"));
        }
    }

    [TestMethod]
    public void Schema_WithAPositiveLabel_IsThatOfBinaryClassification()
    {
        var schema = Schema(["bad", "good"], new ScoreSequencesOptions { PositiveLabel = "good" });

        Assert.AreEqual(BooleanDataViewType.Instance, schema["PredictedLabel"].Type);
        Assert.AreEqual(NumberDataViewType.Single, schema["Score"].Type);
        Assert.AreEqual(NumberDataViewType.Single, schema["Probability"].Type);
        foreach (var column in new[] { "PredictedLabel", "Score", "Probability" })
            Assert.AreEqual("BinaryClassification", Text(schema[column], "ScoreColumnKind"));
    }

    [TestMethod]
    public void Transform_EitherLabelPositive_GivesTheirProbabilitiesAndOdds()
    {
        var (good, bad) = (Binary("good"), Binary("bad"));
        for (var row = 0; row < good.Length; row++)
        {
            Assert.AreEqual(good[row].Probabilities[1], good[row].Probability);
            Assert.AreEqual(good[row].Probabilities[0], bad[row].Probability);
            Assert.AreEqual(MathF.Log(good[row].Probability / bad[row].Probability), good[row].Score, 1e-5f);
            Assert.AreEqual(good[row].Score, -bad[row].Score, 1e-6f);
            Assert.AreEqual(good[row].Label[0] == "good", good[row].PredictedLabel);
            Assert.AreNotEqual(good[row].PredictedLabel, bad[row].PredictedLabel);
        }
        Assert.AreEqual(2, good.Select(row => row.PredictedLabel).Distinct().Count(), "Both labels must come.");
    }

    private Answer[] Binary(string positive)
    {
        Save(["bad", "good"]);
        var options = new ScoreSequencesOptions { PositiveLabel = positive };
        using var transformer = ml.Transforms.ScoreSequences(folder["model.onnx"], options).Fit(Data);
        return [.. ml.Data.CreateEnumerable<Answer>(transformer.Transform(Data), reuseRowObject: false)];
    }

    private DataViewSchema Schema(string[] labels, ScoreSequencesOptions options)
    {
        Save(labels);
        using var transformer = ml.Transforms.ScoreSequences(folder["model.onnx"], options).Fit(Data);
        return transformer.GetOutputSchema(Data.Schema);
    }

    private IDataView Data =>
        ml.Data.LoadFromEnumerable(SampleTexts.Rows(60).Select(row => new Row { Text = row.Text }));

    private void Save(string[] labels)
    {
        var text = TextFeaturizer.Fit(
            SampleTexts.Rows(60).Select(row => row.Text),
            new TextOptions(),
            new VocabularyOptions()
        );
        RandomTextClassifiers.Create(text, labels).Save(folder["model.onnx"]);
    }

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> value = default;
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    private sealed class Row
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class Answer
    {
        [ColumnName("label")]
        public string[] Label { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }
}
