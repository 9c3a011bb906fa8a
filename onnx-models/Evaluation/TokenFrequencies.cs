using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>The naive language model: each token as often as it came in the training part, whatever stands in front of it.</summary>
public static class TokenFrequencies
{
    /// <summary>Measures it on a text; a token that never came counts as if it, as every other, had come once more (Laplace 1814).</summary>
    /// <param name="training">Where the tokens are counted.</param>
    /// <param name="text">What is predicted.</param>
    /// <param name="vocabulary">Number of ids, V.</param>
    public static LanguageMetrics Measure(LanguageText training, LanguageText text, int vocabulary)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(text);
        var counts = new long[vocabulary];
        foreach (var id in training.Ids.Span)
            counts[id]++;
        var all = Math.Log(training.Ids.Length + vocabulary);
        var nats = 0.0;
        foreach (var id in text.Ids.Span[1..])
            nats += all - Math.Log(counts[id] + 1);
        return new LanguageMetrics(nats, text.Predicted, text.Characters, text.Unknown);
    }
}
