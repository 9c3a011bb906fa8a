namespace Rnn.Onnx.Tests.Shared;

/// <summary>Numbers in German and English, word by word and in the same order: a translator of them is learned in seconds.</summary>
internal static class SamplePairs
{
    private static readonly string[] German = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht"];
    private static readonly string[] English = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

    /// <summary>Writes <c>name.de</c> and <c>name.en</c>.</summary>
    /// <returns>Their paths.</returns>
    public static (string Source, string Target) Write(string folder, string name, int count, int seed = 1)
    {
        var (source, target) = (Path.Combine(folder, name + ".de"), Path.Combine(folder, name + ".en"));
        var random = new Random(seed);
        var pairs = Enumerable.Range(0, count).Select(_ => Draw(random)).ToArray();
        File.WriteAllText(source, string.Concat(pairs.Select(pair => pair.German + "\n")));
        File.WriteAllText(target, string.Concat(pairs.Select(pair => pair.English + "\n")));
        return (source, target);
    }

    private static (string German, string English) Draw(Random random)
    {
        var words = Enumerable.Range(0, German.Length).ToArray();
        random.Shuffle(words);
        words = words[..random.Next(1, 6)];
        return (
            string.Join(' ', words.Select(word => German[word])) + ".",
            string.Join(' ', words.Select(word => English[word])) + "."
        );
    }
}
