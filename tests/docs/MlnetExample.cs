using Microsoft.ML;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The example of docs/mlnet.md, between the two marks.</summary>
internal static class MlnetExample
{
    public static void Run(SeriesSplit split)
    {
        // <mlnet>
        var ml = new MLContext(seed: 1);
        var windows = ml.Sequences().LoadWindows(split.Test); // series, target, date: read in place, nothing is copied ahead
        var model = ml.Transforms.ScoreSequences("births.onnx").Fit(windows);

        var metrics = ml.Sequences().EvaluateForecast(model.Transform(windows), ForecastScale.Of(split, period: 7));
        Console.WriteLine(
            $"MAE {metrics.Mae:F0}, first step {metrics.MaeByStep[0]:F0}, last step {metrics.MaeByStep[^1]:F0}"
        );

        ml.Model.Save(model, windows.Schema, "births.zip");
        // </mlnet>
        model.Dispose();
    }
}
