using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// A bidirectional LSTM of 64 units in each direction over embeddings of 128, from raw texts to two labels, and sentences of 5 to 60
/// words for it: the lines of the file that the environment variable RNN_SENTENCES names, otherwise made-up ones.
/// </summary>
internal static class SentenceClassifier
{
    private const int Shortest = 5;
    private const int Longest = 60;
    private const int MadeUp = 10_000;

    /// <summary>Where the sentences come from, for the report.</summary>
    public static string Source =>
        Environment.GetEnvironmentVariable("RNN_SENTENCES") is { Length: > 0 } path
            ? Path.GetFileName(path)
            : "made-up sentences";

    /// <summary>The different sentences there are.</summary>
    public static string[] Sentences()
    {
        var lines = Environment.GetEnvironmentVariable("RNN_SENTENCES") is { Length: > 0 } path
            ? File.ReadAllLines(path)
            : [.. Enumerable.Range(0, MadeUp).Select(Sentence)];
        return [.. lines.Where(line => line.Split(' ').Length is >= Shortest and <= Longest)];
    }

    /// <summary>The model, with random weights and all the words of the sentences.</summary>
    public static ModelFile Model(IReadOnlyList<string> sentences) =>
        RandomTextClassifiers.Create(
            TextFeaturizer.Fit(sentences, new TextOptions { LowerCase = true }, new VocabularyOptions()),
            ["negative", "positive"],
            hidden: 64,
            embedding: 128
        );

    // Short sentences are more frequent than long ones, as in reviews.
    private static string Sentence(int number)
    {
        var random = new Random(number);
        var words = Shortest + (int)((Longest - Shortest) * Math.Pow(random.NextDouble(), 1.5));
        return string.Join(
            ' ',
            Enumerable.Range(0, words).Select(_ => $"word{(int)(20_000 * Math.Pow(random.NextDouble(), 3))}")
        );
    }
}
