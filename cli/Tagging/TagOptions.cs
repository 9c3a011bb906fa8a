using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Tagging;

/// <summary>All options of <c>rnn train tag</c> but for where the file goes.</summary>
internal sealed class TagOptions
{
    private static readonly TaggingTrainingOptions Defaults = new();

    private readonly TaggerFlags model = new(Defaults.Model);
    private readonly TrainingOptions training = new(Defaults.Training);

    private readonly Option<string?> testData = new("--test-data")
    {
        Description = "Further tagged words to measure on; a share of the data by default.",
    };

    private readonly Option<int> minFrequency = Value(
        "--min-frequency",
        "How often a word must come to be known.",
        Defaults.Words.MinimumFrequency
    );

    private readonly Option<int> maxVocabulary = Value(
        "--max-vocabulary",
        "Words that are known at the most, the most frequent ones; 0: all.",
        Defaults.Words.MaximumSize
    );

    private readonly Option<int> maxCharacters = Value(
        "--max-characters",
        "Characters of a word that count.",
        Defaults.MaximumCharacters
    );

    private readonly Option<int> rareFrequency = Value(
        "--rare-frequency",
        "Words that come so often at the most are read as unknown now and then.",
        Defaults.RareFrequency
    );

    private readonly Option<double> validation = Value(
        "--validation",
        "Share of the sentences that choose the epoch.",
        Defaults.ValidationShare
    );

    private readonly Option<double> test = Value(
        "--test",
        "Share of the sentences to measure on, without --test-data.",
        Defaults.TestShare
    );

    private readonly Option<int> splitSeed = Value(
        "--split-seed",
        "Which sentences are set apart: another seed, other sentences.",
        Defaults.SplitSeed
    );

    /// <summary>The file to learn from.</summary>
    public Option<string> Data { get; } =
        new("--data", "--train")
        {
            Description = "Tagged words: on each line a word, a tab and its tag, an empty line behind each sentence.",
            Required = true,
        };

    public void AddTo(Command command)
    {
        Option[] own =
        [
            Data,
            testData,
            minFrequency,
            maxVocabulary,
            maxCharacters,
            rareFrequency,
            validation,
            test,
            splitSeed,
        ];
        foreach (var option in own)
            command.Add(option);
        model.AddTo(command);
        training.AddTo(command);
    }

    /// <summary>Reads the sentences, cuts them, and says how their tagger is made.</summary>
    /// <exception cref="InvalidInputException">The sentences can not be used, or a value is out of its range.</exception>
    public TaggingSetup Read(ParseResult parsed)
    {
        var options = Defaults with
        {
            Model = model.Read(parsed),
            Training = training.Read(parsed),
            Words = new VocabularyOptions
            {
                MinimumFrequency = parsed.GetValue(minFrequency),
                MaximumSize = parsed.GetValue(maxVocabulary),
            },
            MaximumCharacters = parsed.GetValue(maxCharacters),
            RareFrequency = parsed.GetValue(rareFrequency),
            ValidationShare = parsed.GetValue(validation),
            TestShare = parsed.GetValue(test),
            SplitSeed = parsed.GetValue(splitSeed),
        };
        var data = TaggedSentences.Read(parsed.GetRequiredValue(Data));
        var measured = parsed.GetValue(testData) is { } path ? TaggedSentences.Read(path) : null;
        return TaggingSetup.Of(data, options, measured);
    }
}
