namespace Rnn.Onnx.Models.Text;

/// <summary>How a text becomes tokens.</summary>
public sealed record TextOptions
{
    /// <summary>What a text is cut into. Default: <see cref="TokenizerKind.Words"/>.</summary>
    public TokenizerKind Tokenizer { get; init; } = TokenizerKind.Words;

    /// <summary>Whether each character becomes its lower case, one for one and whatever the language. Default: no.</summary>
    public bool LowerCase { get; init; }

    /// <summary>
    /// Whether a text is composed first (Unicode normalization form C). No ONNX graph can do that exactly: such a model is
    /// exported with ids as its input. Default: no.
    /// </summary>
    public bool Compose { get; init; }

    /// <summary>The merges by which words become pieces, which then are the tokens; null: words stay whole. Default: null.</summary>
    public BytePairs? BytePairs { get; init; }

    /// <summary>Tokens of a text that count, from its beginning; 0: all. Default: 0.</summary>
    public int MaximumTokens { get; init; }

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TextOptions Validate()
    {
        OptionRange.AtLeast(MaximumTokens, 0, "max-tokens");
        if (BytePairs is { } pairs)
            BytePairs.RequireWords(Tokenizer, pairs.Merges.Count);
        return this;
    }
}
