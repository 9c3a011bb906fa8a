using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Counts and ranks over the rows that have a label and a finite score. Positive is predicted above score 0.</summary>
internal sealed class BinaryEvaluator
{
    private const int PrecisionRecallSample = 100_000;

    private readonly List<float> _positiveScores = [];
    private readonly List<float> _negativeScores = [];
    private readonly RandomSample<(float Score, bool Positive)> _sample;

    /// <param name="probabilityName">Null for a classifier without probabilities.</param>
    public BinaryEvaluator(
        IHostEnvironment env,
        IDataView data,
        string labelName,
        string scoreName,
        string probabilityName,
        string predictedLabelName
    )
    {
        var label = data.Schema.FindRole("Label", labelName);
        var score = data.Schema.FindRole("Score", scoreName);
        DataViewSchema.Column? probability = probabilityName is null
            ? null
            : data.Schema.FindRole("Probability", probabilityName);
        data.Schema.FindRole("PredictedLabel", predictedLabelName);
        CheckTypes(label, score, probability);

        ClassNames = NamesOf(label);
        _sample = new(PrecisionRecallSample, env.Register("BinaryClassifierEvaluator").Register("Aggregator").Rand);
        Read(data, label, score, probability);
        AreaUnderRocCurve = RankingAreas.UnderRocCurve(_positiveScores, _negativeScores);
        AreaUnderPrecisionRecallCurve = RankingAreas.UnderPrecisionRecallCurve(_sample.Items);
    }

    public BinaryCounts Counts { get; } = new();

    public string[] ClassNames { get; }

    public double AreaUnderRocCurve { get; }

    public double AreaUnderPrecisionRecallCurve { get; }

    private static void CheckTypes(
        DataViewSchema.Column label,
        DataViewSchema.Column score,
        DataViewSchema.Column? probability
    )
    {
        EvaluatedColumns.CheckType(score, "score", score.Type.Equals(NumberDataViewType.Single), "Single");
        EvaluatedColumns.CheckType(
            label,
            "label",
            label.Type is BooleanDataViewType or KeyDataViewType { Count: 2 }
                || label.Type.Equals(NumberDataViewType.Single)
                || label.Type.Equals(NumberDataViewType.Double),
            "Single, Double, Boolean, or a Key with cardinality 2"
        );
        if (probability is { } column)
            EvaluatedColumns.CheckType(column, "probability", column.Type.Equals(NumberDataViewType.Single), "Single");
    }

    /// <summary>The first name is given to the positive class, although the second key value is it.</summary>
    private static string[] NamesOf(DataViewSchema.Column label)
    {
        if (
            label.Type is not KeyDataViewType
            || label.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type
                is not VectorDataViewType { Size: > 0, ItemType: TextDataViewType }
        )
            return ["positive", "negative"];
        VBuffer<ReadOnlyMemory<char>> values = default;
        label.GetKeyValues(ref values);
        var names = new ReadOnlyMemory<char>[2];
        values.CopyTo(names);
        return names.Select(name => name.ToString()).ToArray();
    }

    private void Read(
        IDataView data,
        DataViewSchema.Column label,
        DataViewSchema.Column score,
        DataViewSchema.Column? probability
    )
    {
        using var cursor = probability is { } column
            ? data.GetRowCursor(label, score, column)
            : data.GetRowCursor(label, score);
        var getLabel = cursor.GetLabelGetter(label);
        var getScore = cursor.GetGetter<float>(score);
        var getProbability = probability is { } given ? cursor.GetGetter<float>(given) : null;
        float truth = 0;
        float predicted = 0;
        var chance = float.NaN;
        while (cursor.MoveNext())
        {
            getLabel(ref truth);
            getScore(ref predicted);
            if (!float.IsFinite(predicted) || float.IsNaN(truth))
                continue;
            getProbability?.Invoke(ref chance);
            var positive = truth > 0;
            Counts.Add(positive, predicted > 0, chance);
            (positive ? _positiveScores : _negativeScores).Add(predicted);
            _sample.Add((predicted, positive));
        }
    }
}
