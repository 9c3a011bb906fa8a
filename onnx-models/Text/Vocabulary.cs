namespace Rnn.Onnx.Models.Text;

/// <summary>The tokens that a model knows, each with its id; the first four are special. Immutable.</summary>
public sealed class Vocabulary
{
    /// <summary>The id behind the end of a text.</summary>
    public const int Padding = 0;

    /// <summary>The id of every token that is not in the vocabulary.</summary>
    public const int Unknown = 1;

    /// <summary>The id in front of a text.</summary>
    public const int Begin = 2;

    /// <summary>The id of a text's end.</summary>
    public const int End = 3;

    private readonly Dictionary<string, int> ids;
    private readonly string[] tokens;

    /// <summary>Numbers tokens in their order.</summary>
    /// <param name="tokens">The tokens from id 0 on, <see cref="Special"/> first.</param>
    /// <exception cref="InvalidInputException">The special ones are not first, or a token is empty or comes twice.</exception>
    public Vocabulary(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        this.tokens = [.. tokens];
        if (!this.tokens.AsSpan(0, Math.Min(Special.Count, this.tokens.Length)).SequenceEqual([.. Special]))
            throw Errors.InvalidInput(
                $"The vocabulary: expected {string.Join(", ", Special)} as its first tokens, found {string.Join(", ", this.tokens.Take(Special.Count))}."
            );
        ids = new Dictionary<string, int>(this.tokens.Length, StringComparer.Ordinal);
        // A text can hold the letters of a special token, but never means it.
        for (var id = Special.Count; id < this.tokens.Length; id++)
        {
            if (string.IsNullOrEmpty(this.tokens[id]))
                throw Errors.InvalidInput($"The vocabulary: expected a token for id {id}, found an empty text.");
            if (!ids.TryAdd(this.tokens[id], id))
                throw Errors.InvalidInput(
                    $"The vocabulary: expected each token once, found '{this.tokens[id]}' as id {ids[this.tokens[id]]} and {id}."
                );
        }
    }

    /// <summary>The tokens of the ids 0 to 3.</summary>
    public static IReadOnlyList<string> Special { get; } = ["<pad>", "<unk>", "<bos>", "<eos>"];

    /// <summary>All tokens by their ids.</summary>
    public IReadOnlyList<string> Tokens => tokens;

    /// <summary>Tokens, the special ones among them: V.</summary>
    public int Count => tokens.Length;

    /// <summary>Takes in the tokens of some texts: the most frequent first, of equally frequent ones in the order of their characters.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static Vocabulary Build(IEnumerable<IReadOnlyList<string>> texts, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options = (options ?? new VocabularyOptions()).Validate();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in texts.SelectMany(text => text))
            counts[token] = counts.GetValueOrDefault(token) + 1;
        var known = counts
            .Where(token => token.Value >= options.MinimumFrequency && !Special.Contains(token.Key))
            .OrderByDescending(token => token.Value)
            .ThenBy(token => token.Key, StringComparer.Ordinal)
            .Select(token => token.Key);
        return new Vocabulary([.. Special, .. options.MaximumSize > 0 ? known.Take(options.MaximumSize) : known]);
    }

    /// <summary>The id of a token; <see cref="Unknown"/> where it is not known.</summary>
    public int Id(string token) => ids.GetValueOrDefault(token, Unknown);

    /// <summary>The id of a token; <see cref="Unknown"/> where it is not known.</summary>
    internal int Id(ReadOnlySpan<char> token) =>
        ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var id) ? id : Unknown;
}
