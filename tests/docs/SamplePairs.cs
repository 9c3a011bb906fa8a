namespace Rnn.Onnx.Docs.Tests;

/// <summary>Numbers in German and English, word by word, each once in a text: a translator of them is learned in seconds.</summary>
internal static class SamplePairs
{
    /// <summary>Writes train.de and train.en into the current folder.</summary>
    public static void Write()
    {
        string[] german = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben"];
        string[] english = ["one", "two", "three", "four", "five", "six", "seven"];
        var random = new Random(5);
        var rows = Enumerable
            .Range(0, 400)
            .Select(_ =>
            {
                var words = Enumerable.Range(0, german.Length).ToArray();
                random.Shuffle(words);
                return words[..random.Next(1, 6)];
            })
            .ToArray();
        File.WriteAllLines("train.de", rows.Select(row => string.Join(' ', row.Select(i => german[i])) + "."));
        File.WriteAllLines("train.en", rows.Select(row => string.Join(' ', row.Select(i => english[i])) + "."));
    }
}
