namespace Rnn.Onnx.Tests.Shared;

/// <summary>Sentences whose tags follow from simple rules: what a word is called, how it ends, and what stands before it.</summary>
internal static class SampleTags
{
    private static readonly string[] Nouns = ["cat", "dog", "bird", "tree", "house", "child"];
    private static readonly string[] Verbs = ["see", "hear", "like", "paint", "watch"];

    /// <summary>Determiner, noun, verb, determiner, noun; nouns now and then with an ending nobody has seen.</summary>
    public static string Text(int sentences, int seed = 1)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, sentences).Select(_ => Sentence() + "\n"));

        string Sentence() =>
            string.Concat(
                Noun(),
                $"{Verbs[random.Next(Verbs.Length)]}s\tVERB\n",
                Noun(),
                random.Next(2) == 0 ? ".\tPUNCT\n" : ""
            );

        string Noun()
        {
            var noun = Nouns[random.Next(Nouns.Length)];
            if (random.Next(4) == 0)
                noun = $"{(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))}ness";
            return $"{(random.Next(2) == 0 ? "The" : "a")}\tDET\n{noun}\tNOUN\n";
        }
    }

    /// <summary>The same words tagged as entities: nouns are of the type N, with their determiners.</summary>
    public static string Entities(int sentences) =>
        Text(sentences)
            .Replace("\tDET", "\tB-N", StringComparison.Ordinal)
            .Replace("\tNOUN", "\tI-N", StringComparison.Ordinal)
            .Replace("\tVERB", "\tO", StringComparison.Ordinal)
            .Replace("\tPUNCT", "\tO", StringComparison.Ordinal);
}
