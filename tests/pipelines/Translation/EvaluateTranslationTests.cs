using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Tests.Translation;

[TestClass]
public sealed class EvaluateTranslationTests
{
    private static readonly string[] References = ["A man sleeps on a bench.", "Two dogs run through the snow."];
    private static readonly string[] Found = ["a man is sleeping on a bench.", "two dogs run through the snow."];

    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void EvaluateTranslation_TextsAndVectorsOfTexts_IsWhatTheMetricsSay()
    {
        var text = new TextOptions { LowerCase = true };
        var expected = TranslationMetrics.Of(Found, References, text);
        var texts = ml.Data.LoadFromEnumerable(
            References.Zip(Found, (reference, translation) => new { reference, translation })
        );
        // The best first, as a file with several translations gives them.
        var several = ml.Data.LoadFromEnumerable(
            References.Zip(
                Found,
                (reference, translation) => new { reference, translation = new[] { translation, "x" } }
            )
        );

        Assert.IsTrue(expected.Bleu.Score is > 40 and < 100);
        Assert.AreEqual(expected.Bleu.Score, ml.Sequences().EvaluateTranslation(texts, text).Bleu.Score);
        Assert.AreEqual(expected.Chrf.Score, ml.Sequences().EvaluateTranslation(several, text).Chrf.Score);
        Assert.IsLessThan(expected.Bleu.Score, ml.Sequences().EvaluateTranslation(texts).Bleu.Score, "Case counts.");
    }

    [TestMethod]
    public void EvaluateTranslation_OtherColumnsOrNoRows_SaysSo()
    {
        var numbers = ml.Data.LoadFromEnumerable([new { reference = "a", translation = 1f }]);
        var none = ml.Data.LoadFromEnumerable(
            References.Take(0).Select(reference => new { reference, translation = reference })
        );

        var wrong = Assert.ThrowsExactly<InvalidInputException>(() => ml.Sequences().EvaluateTranslation(numbers));
        var empty = Assert.ThrowsExactly<InvalidInputException>(() => ml.Sequences().EvaluateTranslation(none));

        Assert.StartsWith("Expected a column 'translation' of texts, found 'reference' (", wrong.Message);
        Assert.AreEqual("Column 'translation': expected rows to evaluate, found none.", empty.Message);
    }
}
