namespace Rnn.Onnx.Docs.Tests;

/// <summary>Made-up reviews, half of them good, in the words of which a model can find out which.</summary>
internal static class SampleReviews
{
    /// <summary>Writes <c>reviews.tsv</c> into the current folder.</summary>
    public static void Write()
    {
        string[] good = ["wonderful", "lovely", "kind", "delicious", "warm"];
        string[] bad = ["cold", "rude", "awful", "dirty", "bland"];
        string[] things = ["food", "people", "evening", "table", "soup", "music"];
        var random = new Random(11);
        var rows = Enumerable
            .Range(0, 600)
            .Select(i =>
            {
                var words = i % 2 == 0 ? good : bad;
                var text = $"The {Pick(things)} and the {Pick(things)}: {Pick(words)}, {Pick(words)} {Pick(things)}.";
                return $"{text}\t{(i % 2 == 0 ? "positive" : "negative")}";
            });
        File.WriteAllLines("reviews.tsv", ["text\tlabel", .. rows]);

        string Pick(string[] words) => words[random.Next(words.Length)];
    }
}
