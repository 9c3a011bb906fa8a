using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Docs.Tests;

// <classes>
public sealed class German
{
    [ColumnName("text")]
    public string Text { get; set; } = "";
}

public sealed class English
{
    [ColumnName("translation")]
    public string[] Translation { get; set; } = []; // one, or as many as the file was written for

    [ColumnName("score")]
    public float[] Score { get; set; } = [];
}

// </classes>

/// <summary>The examples of docs/translation.md, between the marks.</summary>
internal static class TranslationExample
{
    public static double Train()
    {
        // <train>
        var data = ParallelTexts.Read("train.de", "train.en");
        var options = new TranslationTrainingOptions { Text = new TextOptions { LowerCase = true } };
        var trained = TranslationTraining.Run(TranslationSetup.Of(data, options));
        trained.File.Save("de-en.onnx");
        trained.Files.Save("de-en"); // encoder_model.onnx and decoder_model.onnx
        Console.WriteLine($"BLEU {trained.Measured.Bleu.Score:F2}, perplexity {trained.Perplexity:F2}");
        // </train>
        return trained.Perplexity;
    }

    public static string Predict()
    {
        // <engine>
        var ml = new MLContext();
        var noRows = ml.Data.LoadFromEnumerable<German>([]);
        using var model = ml.Transforms.ScoreSequences("de-en.onnx").Fit(noRows);
        using var engine = ml.Model.CreatePredictionEngine<German, English>(model);

        var answer = engine.Predict(new German { Text = "Zwei drei." });
        Console.WriteLine(answer.Translation[0]);
        // </engine>
        return answer.Translation[0];
    }

    public static double Evaluate()
    {
        // <evaluate>
        var ml = new MLContext();
        var pairs = ml.Data.LoadFromEnumerable(
            new[] { new { text = "Zwei drei vier fünf.", reference = "Two three four five." } }
        );
        using var model = ml.Transforms.ScoreSequences("de-en.onnx").Fit(pairs);
        var metrics = ml.Sequences().EvaluateTranslation(model.Transform(pairs), new TextOptions { LowerCase = true });
        Console.WriteLine($"BLEU {metrics.Bleu.Score:F2}, chrF {metrics.Chrf.Score:F2}");
        // </evaluate>
        return metrics.Bleu.Score;
    }

    public static IReadOnlyList<TranslatedText> Run()
    {
        // <model>
        using var model = SequenceModel.Load("de-en.onnx");
        string[] texts = ["Zwei drei.", "Eins."];

        var found = Translations.Of(model, texts, new DecodingOptions { BeamSize = 5 });
        // </model>
        return found;
    }

    public static async Task<string> StreamAsync()
    {
        // <stream>
        using var translator = Translator.Load("de-en"); // the folder with the two files
        var best = translator.TranslateBest(["Zwei drei."], new DecodingOptions { Best = 3 })[0];

        var written = "";
        await foreach (var piece in translator.StreamAsync("Zwei drei."))
            written += piece;
        // </stream>
        return $"{best.Count} {written}";
    }
}
