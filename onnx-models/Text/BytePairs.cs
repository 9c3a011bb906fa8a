using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// Cuts words into pieces by pairs that were merged in a training text (byte-pair encoding, Sennrich, Haddow and Birch 2016): what is
/// frequent stays whole, and a new word becomes pieces that are known. A piece that does not end its word ends with
/// <see cref="Suffix"/>. Immutable; equal merges are equal.
/// </summary>
/// <remarks>
/// A word begins as its characters (Unicode scalar values). Of all its neighbors the pair that was learned first is merged, of
/// several such the leftmost, until no pair is left. An @ is always a piece of its own, so that no word ends as if it went on; and a
/// word of more than <see cref="LongestWord"/> characters, which is none, stays whole.
/// </remarks>
public sealed class BytePairs : IEquatable<BytePairs>
{
    /// <summary>The end of a piece whose word goes on behind it.</summary>
    public const string Suffix = "@@";

    /// <summary>Characters of a word at the most that is cut.</summary>
    public const int LongestWord = 100;

    private const int LargestCache = 1 << 16;

    private const char Kept = '@';

    private readonly FrozenDictionary<string, int> symbols;
    private readonly FrozenDictionary<(int Left, int Right), int> ranks;
    private readonly string[] merges;

    // A text has few words, many times each.
    private readonly ConcurrentDictionary<string, string[]> cache = new(StringComparer.Ordinal);

    /// <summary>Takes merges that were learned.</summary>
    /// <param name="merges">The two pieces of each with a blank between them, in the order they were learned: "l@@ o@@".</param>
    /// <exception cref="InvalidInputException">One is no pair of pieces that are characters or made by an earlier one, or comes twice.</exception>
    public BytePairs(IEnumerable<string> merges)
    {
        ArgumentNullException.ThrowIfNull(merges);
        this.merges = [.. merges];
        var (numbers, places) = (
            new Dictionary<string, int>(StringComparer.Ordinal),
            new Dictionary<(int, int), int>()
        );
        var results = new List<int>();
        foreach (var merge in this.merges)
        {
            var sides = merge.Split(' ');
            if (sides.Length != 2 || !IsOpen(sides[0]) || !IsPiece(sides[0], numbers) || !IsPiece(sides[1], numbers))
                throw Errors.InvalidInput(
                    $"Merge {results.Count + 1}: expected two pieces, each a character or made by an earlier merge, such as 'l@@ o', found '{merge}'."
                );
            if (!places.TryAdd((Number(sides[0]), Number(sides[1])), results.Count))
                throw Errors.InvalidInput($"Merge {results.Count + 1}: expected each once, found '{merge}' again.");
            results.Add(Number(Merged(sides[0], sides[1])));
        }
        symbols = numbers.ToFrozenDictionary(StringComparer.Ordinal);
        ranks = places.ToFrozenDictionary();
        Symbols = [.. numbers.OrderBy(symbol => symbol.Value).Select(symbol => symbol.Key)];
        Results = results;

        int Number(string piece)
        {
            if (!numbers.TryGetValue(piece, out var number))
                numbers[piece] = number = numbers.Count;
            return number;
        }
    }

    /// <summary>The two pieces of each merge with a blank between them, in the order they were learned.</summary>
    public IReadOnlyList<string> Merges => merges;

    /// <summary>The pieces that the merges name or make, by their numbers.</summary>
    internal IReadOnlyList<string> Symbols { get; }

    /// <summary>The number of the piece that each merge makes.</summary>
    internal IReadOnlyList<int> Results { get; }

    /// <summary>The place of each merge, by the numbers of its two pieces.</summary>
    internal IReadOnlyDictionary<(int Left, int Right), int> Ranks => ranks;

    /// <summary>Learns the merges of some texts: again and again the most frequent pair, of equally frequent ones the first in the order of their characters.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">How they become words.</param>
    /// <param name="count">Merges at the most.</param>
    /// <param name="minimumFrequency">How often a pair must come at the least; 2 by default.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or the texts are not cut into words.</exception>
    public static BytePairs Learn(
        IEnumerable<string> texts,
        TextOptions options,
        int count,
        int minimumFrequency = BytePairLearner.DefaultMinimumFrequency
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.AtLeast(count, 1, "merges");
        OptionRange.AtLeast(minimumFrequency, 1, "min-frequency");
        RequireWords(options.Tokenizer, count);
        var plain = options with { BytePairs = null, MaximumTokens = 0 };
        var words = texts.SelectMany(text => TextFeaturizer.Tokens(text, plain));
        return new BytePairs(new BytePairLearner(words).Learn(count, minimumFrequency));
    }

    /// <summary>The pieces of a word; joined without their suffixes they are the word.</summary>
    public IReadOnlyList<string> Pieces(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (cache.TryGetValue(word, out var known))
            return known;
        var cut = Cut(word);
        if (cache.Count < LargestCache)
            cache[word] = cut;
        return cut;
    }

    private string[] Cut(string word)
    {
        var characters = Characters(word);
        if (characters is null)
            return [word];
        var pieces = characters.ConvertAll(piece => (Text: piece, Symbol: symbols.GetValueOrDefault(piece, -1)));
        while (Best(pieces) is ({ } place, var merge))
        {
            var number = Results[merge];
            pieces[place] = (Symbols[number], number);
            pieces.RemoveAt(place + 1);
        }
        return [.. pieces.Select(piece => piece.Text)];
    }

    /// <inheritdoc/>
    public bool Equals(BytePairs? other) => other is not null && merges.AsSpan().SequenceEqual(other.merges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BytePairs);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(merges.Length, string.GetHashCode(merges.LastOrDefault(), StringComparison.Ordinal));

    /// <summary>How many merges there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{merges.Length} merges");

    /// <summary>Refuses what has no words.</summary>
    internal static void RequireWords(TokenizerKind tokenizer, int merges)
    {
        if (tokenizer == TokenizerKind.Characters)
            throw Errors.InvalidInput(
                $"Option merges: expected none for texts that are cut into characters, found {merges}."
            );
    }

    /// <summary>A word's characters as pieces; null where there are more than <see cref="LongestWord"/>.</summary>
    internal static List<string>? Characters(string word)
    {
        var characters = CharacterClasses.Of(word).Take(LongestWord + 1).Select(rune => rune.ToString()).ToList();
        if (characters.Count > LongestWord)
            return null;
        for (var i = 0; i < characters.Count - 1; i++)
            characters[i] += Suffix;
        return characters;
    }

    /// <summary>Whether two neighbors may become one.</summary>
    internal static bool CanMerge(string left, string right) => left[0] != Kept && right[0] != Kept;

    /// <summary>What two neighbors become.</summary>
    internal static string Merged(string left, string right) => left[..^Suffix.Length] + right;

    private static bool IsOpen(string piece) => piece.EndsWith(Suffix, StringComparison.Ordinal);

    private static bool IsPiece(string piece, Dictionary<string, int> made)
    {
        var text = IsOpen(piece) ? piece[..^Suffix.Length] : piece;
        return made.ContainsKey(piece)
            || (text.Length > 0 && text[0] != Kept && CharacterClasses.Of(text).Count() == 1);
    }

    private (int? Place, int Merge) Best(List<(string Text, int Symbol)> pieces)
    {
        var best = ((int?)null, int.MaxValue);
        for (var i = 0; i + 1 < pieces.Count; i++)
        {
            if (ranks.TryGetValue((pieces[i].Symbol, pieces[i + 1].Symbol), out var rank) && rank < best.Item2)
                best = (i, rank);
        }
        return best;
    }
}
