using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli;

/// <summary>All options of <c>rnn train lm</c> but for where the file goes.</summary>
internal sealed class LanguageOptions
{
    private static readonly LanguageTrainingOptions Defaults = new();
    private static readonly IReadOnlyDictionary<string, TokenizerKind> Tokenizers = WordsOf<TokenizerKind>();

    private readonly RecurrentFlags recurrent = new(Defaults.Model.Recurrent);
    private readonly TrainingOptions training = new(Defaults.Training);

    private readonly Option<string> tokenizer = Word(
        "--tokenizer",
        "What a token is",
        Tokenizers,
        Defaults.Text.Tokenizer
    );

    private readonly Option<bool> lowerCase = new("--lower-case") { Description = "Read everything in lower case." };

    private readonly Option<int> minFrequency = Value(
        "--min-frequency",
        "How often a token must come to be known.",
        Defaults.Vocabulary.MinimumFrequency
    );

    private readonly Option<int> maxVocabulary = Value(
        "--max-vocabulary",
        "Tokens that are known at the most, the most frequent ones; 0: all.",
        Defaults.Vocabulary.MaximumSize
    );

    private readonly Option<int> embedding = Value(
        "--embedding",
        "Size of the vector that stands for a token.",
        Defaults.Model.Embedding
    );

    private readonly Option<double> embeddingDropout = Value(
        "--embedding-dropout",
        "Dropout behind the embedding.",
        Defaults.Model.EmbeddingDropout ?? 0
    );

    private readonly Option<double> headDropout = Value(
        "--head-dropout",
        "Dropout before the last layer.",
        Defaults.Model.Dropout
    );

    private readonly Option<bool> variational = new("--variational-dropout")
    {
        Description = "Drop the same values at all steps of a segment; false: draw them anew at every step.",
        DefaultValueFactory = _ => Defaults.Model.VariationalDropout,
    };

    private readonly Option<bool> tied = new("--tied")
    {
        Description = "Let the last layer use the embedding's vectors, which are then as long as the hidden state.",
    };

    private readonly Option<int> segment = Value("--segment", "Steps over which gradients go back.", Defaults.Segment);

    private readonly Option<double> validation = Value(
        "--validation",
        "Share of the text, behind the training part, that chooses the epoch.",
        Defaults.ValidationShare
    );

    private readonly Option<double> test = Value(
        "--test",
        "Share of the text at its end to measure on; 0: the validation part is measured.",
        Defaults.TestShare
    );

    /// <summary>The text file.</summary>
    public Option<string> Data { get; } = new("--data") { Description = "The text as a UTF-8 file.", Required = true };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            Data,
            tokenizer,
            lowerCase,
            minFrequency,
            maxVocabulary,
            embedding,
            embeddingDropout,
            headDropout,
            variational,
            tied,
            segment,
            validation,
            test,
        ];
        foreach (var option in all)
            command.Add(option);
        recurrent.AddTo(command, directions: false);
        training.AddTo(command);
    }

    /// <summary>Reads the text, cuts it, and says how its model is made.</summary>
    /// <exception cref="InvalidInputException">The text can not be used, or a value is out of its range.</exception>
    public (LanguageSplit Split, LanguageTrainingOptions Options) Read(ParseResult parsed)
    {
        var options = Defaults with
        {
            Text = Defaults.Text with
            {
                Tokenizer = Tokenizers[parsed.GetRequiredValue(tokenizer)],
                LowerCase = parsed.GetValue(lowerCase),
            },
            Vocabulary = new VocabularyOptions
            {
                MinimumFrequency = parsed.GetValue(minFrequency),
                MaximumSize = parsed.GetValue(maxVocabulary),
            },
            Model = Defaults.Model with
            {
                Recurrent = recurrent.Read(parsed),
                Embedding = parsed.GetValue(embedding),
                EmbeddingDropout = parsed.GetValue(embeddingDropout),
                Dropout = parsed.GetValue(headDropout),
                VariationalDropout = parsed.GetValue(variational),
                TiedWeights = parsed.GetValue(tied),
            },
            Training = training.Read(parsed),
            Segment = parsed.GetValue(segment),
            ValidationShare = parsed.GetValue(validation),
            TestShare = parsed.GetValue(test),
        };
        var path = parsed.GetRequiredValue(Data);
        return (options.Split(path, TextFile.ReadAll(path)), options);
    }
}
