namespace Microsoft.ML.Data;

/// <summary>Sums over the rows that have both a label and a score.</summary>
internal sealed class RegressionEvaluator
{
    private double _count;
    private double _absolute;
    private double _squared;
    private double _loss;
    private double _labels;
    private double _squaredLabels;

    public static RegressionMetrics Evaluate(IDataView data, string labelName, string scoreName)
    {
        var label = data.Schema.FindRole("Label", labelName);
        var score = data.Schema.FindRole("Score", scoreName);
        EvaluatedColumns.CheckType(score, "score", score.Type.Equals(NumberDataViewType.Single), "Single");
        EvaluatedColumns.CheckType(label, "label", label.Type.Equals(NumberDataViewType.Single), "Single");

        var sums = new RegressionEvaluator();
        using var cursor = data.GetRowCursor(label, score);
        var getLabel = cursor.GetGetter<float>(label);
        var getScore = cursor.GetGetter<float>(score);
        float truth = 0;
        float predicted = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref truth);
            getScore(ref predicted);
            if (!float.IsNaN(truth) && !float.IsNaN(predicted))
                sums.Add(truth, predicted);
        }
        return sums.Metrics();
    }

    private void Add(float label, float score)
    {
        var error = Math.Abs((double)label - score);
        var difference = score - label;
        _count++;
        _absolute += error;
        _squared += error * error;
        _loss += difference * difference;
        _labels += label;
        _squaredLabels += label * label;
    }

    private RegressionMetrics Metrics()
    {
        if (_count == 0)
            return new RegressionMetrics();
        var variation = _squaredLabels - _labels * _labels / _count;
        return new RegressionMetrics
        {
            MeanAbsoluteError = _absolute / _count,
            MeanSquaredError = _squared / _count,
            RootMeanSquaredError = Math.Sqrt(_squared / _count),
            LossFunction = _loss / _count,
            RSquared = variation == 0 ? double.NaN : 1 - _squared / variation,
        };
    }
}
