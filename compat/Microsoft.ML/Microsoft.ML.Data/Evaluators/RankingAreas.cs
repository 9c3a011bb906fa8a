using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Areas under curves that say how well scores rank positives above negatives.</summary>
internal static class RankingAreas
{
    /// <summary>The chance that a positive scores higher than a negative; a tie counts half.</summary>
    public static double UnderRocCurve(List<float> positives, List<float> negatives)
    {
        Check.Param(positives.Count > 0, "PosSample", "AUC is not defined when there is no positive class in the data");
        Check.Param(negatives.Count > 0, "NegSample", "AUC is not defined when there is no negative class in the data");
        positives.Sort();
        negatives.Sort();
        double wins = 0;
        var lower = 0;
        var notHigher = 0;
        foreach (var score in positives)
        {
            while (lower < negatives.Count && negatives[lower] < score)
                lower++;
            while (notHigher < negatives.Count && negatives[notHigher] <= score)
                notHigher++;
            wins += (lower + notHigher) / 2.0;
        }
        return wins / ((double)positives.Count * negatives.Count);
    }

    /// <summary>
    /// The lower trapezoids over recall, one for each positive. Equal scores keep their order, so that the area depends
    /// on the order of the rows.
    /// </summary>
    public static double UnderPrecisionRecallCurve(IReadOnlyCollection<(float Score, bool Positive)> examples)
    {
        var positives = examples.Count(example => example.Positive);
        var found = 0;
        var tried = 0;
        double area = 0;
        double recall = 0;
        double precision = 1;
        foreach (var (_, positive) in examples.OrderByDescending(example => example.Score))
        {
            tried++;
            if (!positive)
            {
                precision = (double)found / tried;
                continue;
            }
            found++;
            var (nextRecall, nextPrecision) = ((double)found / positives, (double)found / tried);
            area += (nextRecall - recall) * (precision + nextPrecision) / 2;
            (recall, precision) = (nextRecall, nextPrecision);
        }
        return area;
    }
}
