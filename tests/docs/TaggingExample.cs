using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Docs.Tests;

// <classes>
public sealed class Sentence
{
    [ColumnName("tokens")]
    public string[] Words { get; set; } = [];
}

public sealed class TaggedWords
{
    [ColumnName("tags")]
    public string[] Tags { get; set; } = []; // one for each word
}

// </classes>

/// <summary>The examples of the chapter on tagging in docs/text.md, between the marks.</summary>
internal static class TaggingExample
{
    public static string[] Predict()
    {
        // <engine>
        var ml = new MLContext();
        var noRows = ml.Data.LoadFromEnumerable<Sentence>([]);
        using var model = ml.Transforms.ScoreSequences("tagger.onnx").Fit(noRows);
        using var engine = ml.Model.CreatePredictionEngine<Sentence, TaggedWords>(model);

        var answer = engine.Predict(new Sentence { Words = ["The", "cat", "sleeps", "."] });
        Console.WriteLine(string.Join(' ', answer.Tags));
        // </engine>
        return answer.Tags;
    }

    public static IReadOnlyList<IReadOnlyList<string>> Run()
    {
        // <model>
        using var model = SequenceModel.Load("tagger.onnx");
        string[][] sentences =
        [
            ["The", "cat", "sleeps", "."],
            ["Birds", "sing"],
        ];

        var tags = Taggings.Of(model, sentences);
        // </model>
        return tags;
    }

    public static double Train()
    {
        // <train>
        var data = TaggedSentences.Read("words.tsv");
        var setup = TaggingSetup.Of(data, new TaggingTrainingOptions());
        var trained = TaggingTraining.Run(setup);
        trained.File.Save("tagger.onnx");
        Console.WriteLine($"{trained.Test.Accuracy:P1} of {trained.Test.Words} words are right");
        // </train>
        return trained.Test.Accuracy;
    }
}
