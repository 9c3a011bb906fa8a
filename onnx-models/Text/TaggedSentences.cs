namespace Rnn.Onnx.Models.Text;

/// <summary>Words with a tag each.</summary>
/// <param name="Words">The words, one or more; none of them is empty.</param>
/// <param name="Tags">The tag of each.</param>
public sealed record TaggedSentence(IReadOnlyList<string> Words, IReadOnlyList<string> Tags);

/// <summary>Sentences of a file: on each line a word, a tab and its tag, and an empty line behind each sentence.</summary>
public sealed class TaggedSentences
{
    /// <summary>Takes sentences that are in memory.</summary>
    /// <param name="path">Where they come from, for messages.</param>
    /// <param name="sentences">One or more.</param>
    /// <exception cref="InvalidInputException">There are none, or one has no words, an empty word or tag, or not a tag for each word.</exception>
    public TaggedSentences(string path, IReadOnlyList<TaggedSentence> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        if (sentences.Count == 0)
            throw Errors.InvalidInput($"File '{path}': expected sentences, found none.");
        for (var i = 0; i < sentences.Count; i++)
            Require(path, i, sentences[i]);
        Path = path;
        Sentences = sentences;
        WordCount = sentences.Sum(sentence => sentence.Words.Count);
        Tags =
        [
            .. sentences
                .SelectMany(sentence => sentence.Tags)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The file they come from.</summary>
    public string Path { get; }

    /// <summary>The sentences in the file's order.</summary>
    public IReadOnlyList<TaggedSentence> Sentences { get; }

    /// <summary>Words of all sentences.</summary>
    public int WordCount { get; }

    /// <summary>Each tag once, in the order of their characters.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <exception cref="InvalidInputException">It is missing, no UTF-8, without sentences, or a line is no word with a tag.</exception>
    public static TaggedSentences Read(string path)
    {
        var sentences = new List<TaggedSentence>();
        var (words, tags) = (new List<string>(), new List<string>());
        var number = 0;
        foreach (var line in TextFile.ReadLines(path).Append(""))
        {
            number++;
            if (line.Length == 0)
                EndSentence();
            else
                Add(line);
        }
        return new TaggedSentences(path, sentences);

        void Add(string line)
        {
            var parts = line.Split('\t');
            if (parts.Length != 2 || string.IsNullOrWhiteSpace(parts[0]) || string.IsNullOrWhiteSpace(parts[1]))
                throw Errors.InvalidInput(
                    $"File '{path}', line {number}: expected a word, a tab and a tag, found {Describe(parts)}."
                );
            words.Add(parts[0]);
            tags.Add(parts[1]);
        }

        void EndSentence()
        {
            if (words.Count > 0)
                sentences.Add(new TaggedSentence([.. words], [.. tags]));
            words.Clear();
            tags.Clear();
        }
    }

    /// <summary>Sets some sentences apart, drawn at random: the others, and those.</summary>
    /// <param name="share">The share that is set apart, over 0 and below 1; one sentence at the least.</param>
    /// <param name="seed">The same seed draws the same sentences.</param>
    /// <exception cref="InvalidInputException">The share is out of its range, or there are fewer than two sentences.</exception>
    public (TaggedSentences Others, TaggedSentences Apart) Split(double share, int seed)
    {
        if (!(share > 0 && share < 1))
            throw Errors.InvalidInput($"Option share: expected a value over 0 and below 1, found {share}.");
        if (Sentences.Count < 2)
            throw Errors.InvalidInput($"File '{Path}': expected two sentences or more to set some apart, found 1.");
        var order = Enumerable.Range(0, Sentences.Count).ToArray();
        new Random(seed).Shuffle(order);
        var count = Math.Clamp((int)Math.Round(share * order.Length), 1, order.Length - 1);
        return (Take(order[count..]), Take(order[..count]));

        TaggedSentences Take(int[] numbers) => new(Path, [.. numbers.Order().Select(number => Sentences[number])]);
    }

    private static void Require(string path, int number, TaggedSentence sentence)
    {
        if (sentence.Words.Count == 0 || sentence.Words.Count != sentence.Tags.Count)
            throw Errors.InvalidInput(
                $"File '{path}', sentence {number}: expected words and a tag for each, found {sentence.Words.Count} words and {sentence.Tags.Count} tags."
            );
        if (sentence.Words.Concat(sentence.Tags).Any(string.IsNullOrEmpty))
            throw Errors.InvalidInput(
                $"File '{path}', sentence {number}: expected words and tags, found an empty one."
            );
    }

    private static string Describe(string[] parts) =>
        parts.Length switch
        {
            1 => $"no tab in '{parts[0]}'",
            2 => string.IsNullOrWhiteSpace(parts[0])
                ? $"no word before the tag '{parts[1]}'"
                : $"no tag behind '{parts[0]}'",
            _ => FormattableString.Invariant($"{parts.Length} columns"),
        };
}
