using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlnet.Readme;

// <classes>
public sealed class Review
{
    [LoadColumn(0)]
    public string Text { get; set; } = "";

    [LoadColumn(1)]
    public string Label { get; set; } = "";
}

public sealed class Verdict
{
    [ColumnName("label")]
    public string[] Label { get; set; } = []; // one label
}

// </classes>

/// <summary>The README's ML.NET example from the saved model on, in a process that has ML.NET and nothing of ours.</summary>
internal static class ReadmePrediction
{
    public static void Run()
    {
        // <predict>
        var ml = new MLContext();
        var model = ml.Model.Load("reviews.zip", out _);
        using var engine = ml.Model.CreatePredictionEngine<Review, Verdict>(model);

        var verdict = engine.Predict(new Review { Text = "A wonderful evening, and lovely people." });
        Console.WriteLine(verdict.Label[0]);
        // </predict>
    }
}
