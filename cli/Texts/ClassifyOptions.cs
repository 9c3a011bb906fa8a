using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>All options of <c>rnn train classify</c> but for where the file goes.</summary>
internal sealed class ClassifyOptions
{
    private static readonly ClassificationTrainingOptions Defaults = new();
    private static readonly IReadOnlyDictionary<string, Pooling> Poolings = WordsOf<Pooling>();
    private static readonly IReadOnlyDictionary<string, ClassWeights> Weights = WordsOf<ClassWeights>();

    private static readonly Dictionary<string, string?> Measures = new(StringComparer.Ordinal)
    {
        ["loss"] = null,
        ["accuracy"] = "accuracy",
    };

    private readonly LabeledTextFlags columns = new();
    private readonly TextFlags text = new(Defaults.Text, Defaults.Vocabulary);
    private readonly SequenceFlags sequence = new(Defaults.Model);
    private readonly RecurrentFlags recurrent = new(Defaults.Model.Recurrent);
    private readonly TrainingOptions training = new(Defaults.Training);

    private readonly Option<string> pooling = Word(
        "--pooling",
        "How one vector is made of all steps",
        Poolings,
        Defaults.Model.Pooling
    );

    private readonly Option<string> bestBy = Word(
        "--best-by",
        "What chooses the epoch on the validation part",
        Measures,
        Defaults.Training.BestMetric
    );

    private readonly Option<string> weights = Word(
        "--class-weights",
        "How much each label counts",
        Weights,
        Defaults.Loss.Weights
    );

    private readonly Option<double> smoothing = Value(
        "--label-smoothing",
        "Share of the target that is spread over all labels.",
        Defaults.Loss.LabelSmoothing
    );

    private readonly Option<string?> vectors = new("--vectors")
    {
        Description = "Word vectors to begin with, in the text format of word2vec and GloVe.",
    };

    private readonly Option<bool> freeze = new("--freeze-vectors") { Description = "Keep the vectors as they are." };

    private readonly Option<double> validation = Value(
        "--validation",
        "Share of the texts that choose the epoch.",
        Defaults.Split.Validation
    );

    private readonly Option<double> test = Value("--test", "Share of the texts to measure on.", Defaults.Split.Test);

    private readonly Option<int> splitSeed = Value(
        "--split-seed",
        "Which texts validate and test: another seed, other texts.",
        Defaults.Split.Seed
    );

    /// <summary>The table, or a file for each label.</summary>
    public Option<string[]> Data { get; } =
        DataFiles.Option(
            "A TSV or CSV of texts and labels, or for each label a file of texts, one a line: label=path."
        );

    public void AddTo(Command command)
    {
        Option[] own = [pooling, bestBy, weights, smoothing, vectors, freeze, validation, test, splitSeed];
        foreach (
            var option in new Option[] { Data }
                .Concat(columns.All)
                .Concat(own)
        )
            command.Add(option);
        text.AddTo(command);
        sequence.AddTo(command);
        recurrent.AddTo(command);
        training.AddTo(command);
    }

    /// <summary>Reads the texts, and says how their classifier is made.</summary>
    /// <exception cref="InvalidInputException">The texts can not be used, or a value is out of its range.</exception>
    public (LabeledTexts Data, ClassificationTrainingOptions Options) Read(ParseResult parsed)
    {
        var options = new ClassificationTrainingOptions
        {
            Model = sequence.Read(parsed, Defaults.Model) with
            {
                Pooling = Poolings[parsed.GetRequiredValue(pooling)],
                Recurrent = recurrent.Read(parsed),
            },
            Training = training.Read(parsed) with { BestMetric = Measures[parsed.GetRequiredValue(bestBy)] },
            Loss = new ClassificationLoss
            {
                Weights = Weights[parsed.GetRequiredValue(weights)],
                LabelSmoothing = parsed.GetValue(smoothing),
            },
            Text = text.Text(parsed),
            Vocabulary = text.Vocabulary(parsed),
            Split = new LabeledSplitOptions
            {
                Validation = parsed.GetValue(validation),
                Test = parsed.GetValue(test),
                Seed = parsed.GetValue(splitSeed),
            },
            VectorsPath = parsed.GetValue(vectors),
            FreezeVectors = parsed.GetValue(freeze),
        };
        return (LabeledTexts.Read(parsed.GetValue(Data) ?? [], columns.Read(parsed)), options.Validate());
    }
}
