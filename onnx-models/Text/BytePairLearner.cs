namespace Rnn.Onnx.Models.Text;

/// <summary>Learns the merges of <see cref="BytePairs"/>; keeps the count of every pair up to date instead of counting anew (Sennrich et al. 2016, algorithm 1).</summary>
internal sealed class BytePairLearner
{
    /// <summary>A pair that comes once is no rule: 2.</summary>
    public const int DefaultMinimumFrequency = 2;

    private readonly List<(int[] Pieces, long Count)> words = [];
    private readonly List<string> pieces = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Left, int Right), PairUse> pairs = [];
    private readonly PriorityQueue<(int Left, int Right), (long Count, string Left, string Right)> queue;

    /// <summary>Takes in words, as often as they come.</summary>
    public BytePairLearner(IEnumerable<string> texts)
    {
        // The most frequent pair first, then in the order of the characters.
        queue = new(
            Comparer<(long Count, string Left, string Right)>.Create(
                (a, b) =>
                    a.Count != b.Count ? b.Count.CompareTo(a.Count)
                    : a.Left != b.Left ? string.CompareOrdinal(a.Left, b.Left)
                    : string.CompareOrdinal(a.Right, b.Right)
            )
        );
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in texts)
            counts[word] = counts.GetValueOrDefault(word) + 1;
        foreach (var (word, count) in counts)
        {
            if (BytePairs.Characters(word) is { Count: > 1 } characters)
                words.Add(([.. characters.Select(Number)], count));
        }
        for (var word = 0; word < words.Count; word++)
            Count(word, +1);
        foreach (var pair in pairs.Keys)
            Enqueue(pair);
    }

    /// <summary>The merges, each two pieces with a blank between them.</summary>
    public IEnumerable<string> Learn(int count, int minimumFrequency)
    {
        var learned = new HashSet<(int, int)>();
        while (count > 0 && queue.TryDequeue(out var pair, out var order))
        {
            var use = pairs[pair];
            if (use.Count != order.Count)
            {
                // It has become rarer since; where it became more frequent, it stands in the queue once more.
                if (use.Count < order.Count)
                    Enqueue(pair);
                continue;
            }
            if (use.Count < minimumFrequency)
                yield break;
            // Another merge can make a piece once more, and with it a pair.
            if (learned.Add(pair))
            {
                yield return $"{pieces[pair.Left]} {pieces[pair.Right]}";
                count--;
            }
            Merge(pair);
        }
    }

    private void Merge((int Left, int Right) pair)
    {
        var merged = Number(BytePairs.Merged(pieces[pair.Left], pieces[pair.Right]));
        var grown = new HashSet<(int Left, int Right)>();
        foreach (var word in pairs[pair].Words.ToArray())
        {
            var after = Merged(words[word].Pieces, pair, merged);
            if (after.Length == words[word].Pieces.Length)
                continue;
            Count(word, -1);
            words[word] = (after, words[word].Count);
            // The other pairs come as often as before, or less.
            grown.UnionWith(Count(word, +1).Where(other => other.Left == merged || other.Right == merged));
        }
        foreach (var other in grown)
            Enqueue(other);
        pairs[pair].Words.Clear();
    }

    private static int[] Merged(int[] before, (int Left, int Right) pair, int merged)
    {
        var after = new List<int>(before.Length);
        for (var i = 0; i < before.Length; i++)
        {
            var isPair = i + 1 < before.Length && (before[i], before[i + 1]) == pair;
            after.Add(isPair ? merged : before[i]);
            i += isPair ? 1 : 0;
        }
        return [.. after];
    }

    // Adds a word's pairs to what is known of them, or takes them away; gives those pairs.
    private List<(int Left, int Right)> Count(int word, int sign)
    {
        var (symbols, count) = words[word];
        var found = new List<(int Left, int Right)>(symbols.Length);
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            var pair = (symbols[i], symbols[i + 1]);
            if (!BytePairs.CanMerge(pieces[pair.Item1], pieces[pair.Item2]))
                continue;
            if (!pairs.TryGetValue(pair, out var use))
                pairs[pair] = use = new PairUse();
            use.Count += sign * count;
            if (sign > 0)
                use.Words.Add(word);
            found.Add(pair);
        }
        return found;
    }

    private void Enqueue((int Left, int Right) pair)
    {
        var count = pairs[pair].Count;
        if (count > 0)
            queue.Enqueue(pair, (count, pieces[pair.Left], pieces[pair.Right]));
    }

    private int Number(string piece)
    {
        if (!numbers.TryGetValue(piece, out var number))
        {
            numbers[piece] = number = pieces.Count;
            pieces.Add(piece);
        }
        return number;
    }

    private sealed class PairUse
    {
        public long Count { get; set; }

        // Words that have the pair, or had it before a merge.
        public HashSet<int> Words { get; } = [];
    }
}
