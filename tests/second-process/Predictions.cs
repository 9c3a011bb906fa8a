using Microsoft.ML;
using StockLoader;

namespace SecondProcess;

/// <summary>What a model gives, the predictions that follow from its card among it.</summary>
internal sealed class Prediction
{
    public Output? Outputs { get; set; }

    /// <summary>The text behind the key <c>PredictedLabel</c>.</summary>
    public string? PredictedLabel { get; set; }

    public float[]? Score { get; set; }

    public float? Probability { get; set; }
}

internal static class Predictions
{
    public static Prediction[] Read(MLContext ml, IDataView scored)
    {
        var outputs = ml.Data.CreateEnumerable<Output>(scored, reuseRowObject: false, ignoreMissingColumns: true);
        if (scored.Schema.GetColumnOrNull("PredictedLabel") is null)
            return [.. outputs.Select(output => new Prediction { Outputs = output })];
        var named = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);
        return
        [
            .. outputs.Zip(
                ml.Data.CreateEnumerable<Class>(named, reuseRowObject: false),
                (output, of) =>
                    new Prediction
                    {
                        Outputs = output,
                        PredictedLabel = of.PredictedLabel,
                        Score = of.Score,
                        Probability = of.Probability,
                    }
            ),
        ];
    }

    private sealed class Class
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];

        public float Probability { get; set; }
    }
}
