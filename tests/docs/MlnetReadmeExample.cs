using Microsoft.ML;
using Rnn.Onnx.Pipelines.Trainers;

namespace Mlnet.Readme;

/// <summary>The README's ML.NET example up to the saved model, between the marks; <see cref="ReadmePrediction"/> is the rest.</summary>
internal static class MlnetReadmeExample
{
    public static double Run()
    {
        // <train>
        var ml = new MLContext(seed: 1);
        var reviews = ml.Data.LoadFromTextFile<Review>("reviews.tsv", hasHeader: true);
        var parts = ml.Data.TrainTestSplit(reviews, testFraction: 0.2);

        var pipeline = ml
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.MulticlassClassification.Trainers.Rnn()); // reads words, trains an LSTM, exports it, verifies it
        using var model = pipeline.Fit(parts.TrainSet);

        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(parts.TestSet));
        Console.WriteLine($"{metrics.MicroAccuracy:P1} of the texts are right");

        ml.Model.Save(model, reviews.Schema, "reviews.zip");
        // </train>
        return metrics.MicroAccuracy;
    }
}
