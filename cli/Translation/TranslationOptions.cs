using System.CommandLine;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Tasks;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>All options of <c>rnn train translate</c> but for where the file goes.</summary>
internal sealed class TranslationOptions
{
    private static readonly TranslationTrainingOptions Defaults = new();

    private static readonly Dictionary<string, string?> Measures = new(StringComparer.Ordinal)
    {
        ["loss"] = null,
        [TranslationTask.BleuMetric] = TranslationTask.BleuMetric,
    };

    private readonly TextFlags text = new(Defaults.Text, Defaults.Vocabulary);
    private readonly Seq2SeqFlags model = new(Defaults.Model);
    private readonly TeacherForcingFlags loss = new(Defaults.Loss);
    private readonly DecodingFlags decoding = new();
    private readonly TrainingOptions training = new(Defaults.Training);
    private readonly PairFiles validationFiles = new(
        "validation-",
        "choose the epoch by; a share of the pairs by default"
    );
    private readonly PairFiles testFiles = new("test-", "measure on; the validation part by default");

    private readonly Option<string> bestBy = Word(
        "--best-by",
        "What chooses the epoch on the validation part",
        Measures,
        Defaults.Training.BestMetric
    );

    private readonly Option<int> bytePairs = Value(
        "--byte-pairs",
        "Merges of byte pairs to learn on either side, by which words become pieces; 0: words stay whole.",
        Defaults.BytePairs
    );

    private readonly Option<bool> attentionOutput = new("--attention-output")
    {
        Description = "Let the file also say what each word looked at.",
    };

    private readonly Option<double> validation = Value(
        "--validation",
        "Share of the pairs, behind those to learn from, that chooses the epoch, without files for that.",
        Defaults.ValidationShare
    );

    private readonly Option<double> test = Value(
        "--test",
        "Share of the pairs, the last ones, to measure on, without files for that; 0: the validation part is measured.",
        Defaults.TestShare
    );

    /// <summary>The files to learn from.</summary>
    public PairFiles Data { get; } = new("", "learn from", required: true);

    public void AddTo(Command command)
    {
        Data.AddTo(command);
        validationFiles.AddTo(command);
        testFiles.AddTo(command);
        foreach (var option in new Option[] { bytePairs, attentionOutput, validation, test, bestBy })
            command.Add(option);
        text.AddTo(command);
        model.AddTo(command);
        loss.AddTo(command);
        decoding.AddTo(command);
        training.AddTo(command);
    }

    /// <summary>Reads the pairs, cuts them, and says how their translator is made.</summary>
    /// <exception cref="InvalidInputException">The pairs can not be used, or a value is out of its range.</exception>
    public TranslationSetup Read(ParseResult parsed)
    {
        var options = Defaults with
        {
            Text = text.Text(parsed),
            Vocabulary = text.Vocabulary(parsed),
            Model = model.Read(parsed),
            Loss = loss.Read(parsed),
            BytePairs = parsed.GetValue(bytePairs),
            Export = new TranslatorOptions
            {
                Decoding = decoding.Read(parsed, Defaults.Export.Decoding),
                Attention = parsed.GetValue(attentionOutput),
            },
            Training = training.Read(parsed) with { BestMetric = Measures[parsed.GetRequiredValue(bestBy)] },
            ValidationShare = parsed.GetValue(validation),
            TestShare = parsed.GetValue(test),
        };
        return TranslationSetup.Of(Data.Read(parsed)!, options, validationFiles.Read(parsed), testFiles.Read(parsed));
    }
}
