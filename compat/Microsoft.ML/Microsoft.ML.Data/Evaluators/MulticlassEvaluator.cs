using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Counts over the rows that have a whole number from 0 on as label and finite scores.</summary>
internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(
        IDataView data,
        string labelName,
        string scoreName,
        string predictedLabelName,
        int topK
    )
    {
        var label = data.Schema.FindRole("Label", labelName);
        var score = data.Schema.FindRole("Score", scoreName);
        data.Schema.FindRole("PredictedLabel", predictedLabelName);
        CheckTypes(label, score);

        var counts = Count(data, label, score);
        return new MulticlassClassificationMetrics
        {
            LogLoss = counts.LogLoss,
            LogLossReduction = counts.LogLossReduction,
            MacroAccuracy = counts.MacroAccuracy,
            MicroAccuracy = counts.MicroAccuracy,
            TopKPredictionCount = topK,
            TopKAccuracyForAllK = topK > 0 ? Array.AsReadOnly(counts.TopKAccuracies(topK)) : null,
            PerClassLogLoss = Array.AsReadOnly(counts.PerClassLogLoss),
            ConfusionMatrix = new ConfusionMatrix(counts.Table, NamesOf(score), isBinary: false),
        };
    }

    private static void CheckTypes(DataViewSchema.Column label, DataViewSchema.Column score)
    {
        EvaluatedColumns.CheckType(
            score,
            "score",
            score.Type is VectorDataViewType { Size: >= 2 } vector && vector.ItemType.Equals(NumberDataViewType.Single),
            "vector of two or more items of type Single"
        );
        EvaluatedColumns.CheckType(
            label,
            "label",
            label.Type is KeyDataViewType || label.Type.Equals(NumberDataViewType.Single),
            "Single or Key"
        );
    }

    private static MulticlassCounts Count(IDataView data, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        var classes = score.Type.ValueCount();
        var counts = new MulticlassCounts(classes);
        using var cursor = data.GetRowCursor(label, score);
        var getLabel = cursor.GetLabelGetter(label);
        var getScores = cursor.GetGetter<VBuffer<float>>(score);
        float truth = 0;
        VBuffer<float> scores = default;
        var dense = new float[classes];
        while (cursor.MoveNext())
        {
            getLabel(ref truth);
            if (float.IsNaN(truth) || truth < 0 || truth != (int)truth)
                continue;
            getScores(ref scores);
            scores.CopyTo(dense);
            if (Array.TrueForAll(dense, float.IsFinite))
                counts.Add((int)truth, dense);
        }
        return counts;
    }

    /// <summary>The names come with the scores, not with the labels; without any they are the numbers from 0 on.</summary>
    private static string[] NamesOf(DataViewSchema.Column score)
    {
        var classes = score.Type.ValueCount();
        if (
            score.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames)?.Type
            is not VectorDataViewType { Size: > 0, ItemType: TextDataViewType }
        )
            return Enumerable.Range(0, classes).Select(label => $"{label}").ToArray();
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        Check.That(names.Length == classes, $"Expected {names.Length} values in 'Count' column, but got {classes}.");
        return names.DenseValues().Select(name => name.ToString()).ToArray();
    }
}
