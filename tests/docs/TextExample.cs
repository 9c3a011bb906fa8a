using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Docs.Tests;

// <classes>
public sealed class Review
{
    [ColumnName("text")]
    public string Text { get; set; } = "";
}

public sealed class Verdict
{
    [ColumnName("label")]
    public string[] Label { get; set; } = []; // one label

    [ColumnName("probabilities")]
    public float[] Probabilities { get; set; } = []; // one for each label, in the order of the card's
}

// </classes>

/// <summary>The examples of docs/text.md, between the marks.</summary>
internal static class TextExample
{
    public static string[] Predict()
    {
        // <engine>
        var ml = new MLContext();
        var noRows = ml.Data.LoadFromEnumerable<Review>([]);
        using var model = ml.Transforms.ScoreSequences("reviews.onnx").Fit(noRows);
        using var engine = ml.Model.CreatePredictionEngine<Review, Verdict>(model);

        var verdict = engine.Predict(new Review { Text = "A wonderful evening, I would come again." });
        Console.WriteLine($"{verdict.Label[0]}, {verdict.Probabilities.Max():P1}");
        // </engine>
        return verdict.Label;
    }

    public static string[] Run()
    {
        // <model>
        using var model = SequenceModel.Load("reviews.onnx");
        string[] texts = ["A wonderful evening.", "Cold food and rude people.", ""];

        var answers = model.Run(NamedTensor.Of("text", texts, texts.Length, 1));
        var probabilities = answers.Single(answer => answer.Name == "probabilities").Floats; // [3, labels]
        var labels = (string[])answers.Single(answer => answer.Name == "label").Data; // [3, 1]
        // </model>
        return probabilities.Length == 2 * labels.Length ? labels : [];
    }

    public static double Train()
    {
        // <train>
        var data = LabeledTexts.Read(["reviews.tsv"]);
        var options = new ClassificationTrainingOptions { Text = new TextOptions { LowerCase = true } };
        var trained = ClassificationTraining.Run(data, options);
        trained.File.Save("reviews.onnx");
        Console.WriteLine($"{trained.Test.Accuracy:P1} of {trained.Test.Count} texts are right");
        // </train>
        return trained.Test.Accuracy;
    }
}
