using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// A running text cut into a training part, a validation part behind it and, where asked for, a test part at its end. The vocabulary
/// is that of the training part. Words are not cut.
/// </summary>
public sealed class LanguageSplit
{
    /// <summary>Share of the characters that choose the best epoch: 0.1.</summary>
    public const double DefaultValidation = 0.1;

    /// <summary>Cuts a text.</summary>
    /// <param name="path">The file it was read from.</param>
    /// <param name="text">The text, its lines ended by line feeds.</param>
    /// <param name="options">What a token is.</param>
    /// <param name="vocabulary">Which tokens are known; all of the training part by default.</param>
    /// <param name="validation">Share of the characters that choose the best epoch; 0.1 by default.</param>
    /// <param name="test">Share of the characters at the end that only the final figures are measured on; 0, none, by default.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or a part has fewer than two tokens.</exception>
    public LanguageSplit(
        string path,
        string text,
        TextOptions options,
        VocabularyOptions? vocabulary = null,
        double validation = DefaultValidation,
        double test = 0
    )
        : this(
            path,
            Cut(text, options ?? throw new ArgumentNullException(nameof(options)), validation, test),
            training => LanguageText.Fit(training, options, vocabulary)
        ) => RequireTokens(vocabulary);

    private LanguageSplit(
        string path,
        (string Training, string Validation, string? Test) texts,
        Func<string, TextFeaturizer> featurizer
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
        Featurizer = featurizer(texts.Training);
        Training = LanguageText.Read(texts.Training, Featurizer);
        Validation = LanguageText.Read(texts.Validation, Featurizer);
        Test = texts.Test is null ? null : LanguageText.Read(texts.Test, Featurizer);
        if (new[] { Training, Validation, Test }.Any(part => part?.Predicted < 1))
            throw Errors.InvalidInput(
                $"File '{path}': expected 2 tokens or more in each part, found {Training.Ids.Length} to train on, {Validation.Ids.Length} to validate{(Test is null ? "" : $", {Test.Ids.Length} to test")}."
            );
    }

    /// <summary>Takes parts that are apart already.</summary>
    /// <param name="path">Where they come from.</param>
    /// <param name="training">What is learned from, its lines ended by line feeds.</param>
    /// <param name="validation">What chooses the best epoch.</param>
    /// <param name="options">What a token is.</param>
    /// <param name="vocabulary">Which tokens are known; all of the training part by default.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or a part has fewer than two tokens.</exception>
    public static LanguageSplit Of(
        string path,
        string training,
        string validation,
        TextOptions options,
        VocabularyOptions? vocabulary = null
    )
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(options);
        var split = new LanguageSplit(
            path,
            (training, validation, null),
            text => LanguageText.Fit(text, options, vocabulary)
        );
        split.RequireTokens(vocabulary);
        return split;
    }

    /// <summary>Cuts a text as for the training of a model whose vocabulary is known.</summary>
    /// <param name="path">The file it was read from.</param>
    /// <param name="text">The text, its lines ended by line feeds.</param>
    /// <param name="featurizer">What is a token, and its id.</param>
    /// <param name="validation">Share of the characters of the validation part.</param>
    /// <param name="test">Share of the characters of the test part; 0: there is none.</param>
    /// <exception cref="InvalidInputException">A share is out of its range, or a part has fewer than two tokens.</exception>
    public static LanguageSplit For(
        string path,
        string text,
        TextFeaturizer featurizer,
        double validation = DefaultValidation,
        double test = 0
    )
    {
        ArgumentNullException.ThrowIfNull(featurizer);
        return new LanguageSplit(path, Cut(text, featurizer.Options, validation, test), _ => featurizer);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is a token, and the ids of those of the training part.</summary>
    public TextFeaturizer Featurizer { get; }

    /// <summary>What is learned from.</summary>
    public LanguageText Training { get; }

    /// <summary>What chooses the best epoch.</summary>
    public LanguageText Validation { get; }

    /// <summary>What only the final figures are measured on; null where there is no such part.</summary>
    public LanguageText? Test { get; }

    /// <summary>What the final figures are measured on: the test part, or the validation part where there is none.</summary>
    public LanguageText Measured => Test ?? Validation;

    private static (string Training, string Validation, string? Test) Cut(
        string text,
        TextOptions options,
        double validation,
        double test
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!(validation > 0 && test >= 0 && validation + test < 1))
            throw Errors.InvalidInput(
                $"Options validation and test: expected shares from 0, that of the validation above it, that leave something to train on, found {validation} and {test}."
            );
        var characters = LanguageText.Count(text);
        var (first, second) = (PlaceOf(1 - validation - test), test > 0 ? PlaceOf(1 - test) : text.Length);
        return (text[..first], text[first..second], test > 0 ? text[second..] : null);

        int PlaceOf(double share) => Place(text, (int)(characters * share), options.Tokenizer);
    }

    private void RequireTokens(VocabularyOptions? vocabulary)
    {
        if (Featurizer.Vocabulary.Count == Vocabulary.Special.Count)
            throw Errors.InvalidInput(
                $"Option min-frequency: expected a token that comes {vocabulary?.MinimumFrequency ?? 1} times or more in the training part of '{Path}', found none."
            );
    }

    // Behind so many characters; for words behind the next white space from there on.
    private static int Place(string text, int characters, TokenizerKind tokenizer)
    {
        var (place, count) = (0, 0);
        var blank = tokenizer == TokenizerKind.Characters || characters == 0;
        foreach (var rune in CharacterClasses.Of(text))
        {
            if (count >= characters && blank)
                return place;
            blank = tokenizer == TokenizerKind.Characters || Rune.IsWhiteSpace(rune);
            place += rune.Utf16SequenceLength;
            count++;
        }
        return place;
    }
}
