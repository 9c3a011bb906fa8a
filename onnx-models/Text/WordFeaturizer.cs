using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// From the words of a sentence to the two things that a tagger reads of each: the id of the word in lower case, and the ids of
/// its characters as they are written. A word ends at its first NUL, as a <see cref="TextFeaturizer"/>'s text does. Immutable.
/// </summary>
public sealed class WordFeaturizer
{
    /// <summary>Makes a featurizer of its parts.</summary>
    /// <param name="words">The words' ids, in lower case.</param>
    /// <param name="characters">The characters' ids.</param>
    /// <param name="maximumCharacters">Characters of a word that count, from its beginning: 1 or more.</param>
    /// <exception cref="InvalidInputException">The number of characters is out of its range.</exception>
    public WordFeaturizer(Vocabulary words, Vocabulary characters, int maximumCharacters)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(characters);
        OptionRange.AtLeast(maximumCharacters, 1, "max-characters");
        (Words, Characters, MaximumCharacters) = (words, characters, maximumCharacters);
    }

    /// <summary>The words' ids, in lower case.</summary>
    public Vocabulary Words { get; }

    /// <summary>The characters' ids.</summary>
    public Vocabulary Characters { get; }

    /// <summary>Characters of a word that count, from its beginning.</summary>
    public int MaximumCharacters { get; }

    /// <summary>Makes the vocabularies of some sentences.</summary>
    /// <param name="sentences">The words of each.</param>
    /// <param name="words">Which words are taken in; all by default.</param>
    /// <param name="characters">Which characters are taken in; all by default.</param>
    /// <param name="maximumCharacters">Characters of a word that count, from its beginning; 20 by default.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static WordFeaturizer Fit(
        IEnumerable<IReadOnlyList<string>> sentences,
        VocabularyOptions? words = null,
        VocabularyOptions? characters = null,
        int maximumCharacters = 20
    )
    {
        ArgumentNullException.ThrowIfNull(sentences);
        OptionRange.AtLeast(maximumCharacters, 1, "max-characters");
        var all = sentences.ToArray();
        return new WordFeaturizer(
            Vocabulary.Build(all.Select(sentence => (string[])[.. sentence.Select(Lower)]), words),
            Vocabulary.Build(
                all.SelectMany(sentence => sentence.Select(word => CharactersOf(word, maximumCharacters))),
                characters
            ),
            maximumCharacters
        );
    }

    /// <summary>What a tagger does with its words, by its card; null where it is no tagger of words.</summary>
    /// <exception cref="InvalidInputException">The card's vocabulary or characters are none.</exception>
    public static WordFeaturizer? Of(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return card.Spelling is { } spelling
            ? new(new Vocabulary(card.Vocabulary), new Vocabulary(spelling.Characters), spelling.MaximumCharacters)
            : null;
    }

    /// <summary>The id of a word; <see cref="Vocabulary.Unknown"/> where it is not known.</summary>
    public long WordId(string word) => Words.Id(Lower(word));

    /// <summary>The ids of a word's characters, <see cref="MaximumCharacters"/> at the most; none of an empty word.</summary>
    public long[] CharacterIds(string word) =>
        [.. CharactersOf(word, MaximumCharacters).Select(character => (long)Characters.Id(character))];

    private static string Lower(string word) => CharacterClasses.Lower(CharacterClasses.Given(word));

    private static string[] CharactersOf(string word, int most) =>
        [.. CharacterClasses.Of(CharacterClasses.Given(word)).Take(most).Select(rune => rune.ToString())];
}
