using System.CommandLine;
using Rnn.Onnx.Models.Text;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>The options by which every verb makes ids of texts.</summary>
internal sealed class TextFlags
{
    private static readonly IReadOnlyDictionary<string, TokenizerKind> Tokenizers = WordsOf<TokenizerKind>();

    private readonly Option<string> tokenizer;
    private readonly Option<bool> lowerCase = new("--lower-case")
    {
        Description = "Read each character as its lower case.",
    };
    private readonly Option<int> maximumTokens;
    private readonly Option<int> minimumFrequency;
    private readonly Option<int> maximumVocabulary;

    /// <summary>The options with the defaults of a verb.</summary>
    public TextFlags(TextOptions text, VocabularyOptions vocabulary)
    {
        tokenizer = Word("--tokenizer", "What a text is cut into", Tokenizers, text.Tokenizer);
        maximumTokens = Value("--max-tokens", "Tokens of a text that count; 0: all.", text.MaximumTokens);
        minimumFrequency = Value(
            "--min-frequency",
            "How often a token must come to be known.",
            vocabulary.MinimumFrequency
        );
        maximumVocabulary = Value(
            "--max-vocabulary",
            "Tokens that are known at the most, the most frequent ones; 0: all.",
            vocabulary.MaximumSize
        );
    }

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[] { tokenizer, lowerCase, maximumTokens, minimumFrequency, maximumVocabulary }
        )
            command.Add(option);
    }

    /// <summary>How a text becomes tokens.</summary>
    public TextOptions Text(ParseResult parsed) =>
        new()
        {
            Tokenizer = Tokenizers[parsed.GetRequiredValue(tokenizer)],
            LowerCase = parsed.GetValue(lowerCase),
            MaximumTokens = parsed.GetValue(maximumTokens),
        };

    /// <summary>Which tokens are known.</summary>
    public VocabularyOptions Vocabulary(ParseResult parsed) =>
        new()
        {
            MinimumFrequency = parsed.GetValue(minimumFrequency),
            MaximumSize = parsed.GetValue(maximumVocabulary),
        };
}
