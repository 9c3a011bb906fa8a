using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>All options of <c>rnn train lm</c> but for where the files go.</summary>
internal sealed class LanguageOptions
{
    private static readonly LanguageTrainingOptions Defaults = new();

    private readonly TextFlags text = new(Defaults.Text, Defaults.Vocabulary);
    private readonly SequenceFlags sequence = new(Defaults.Model);
    private readonly RecurrentFlags recurrent = new(Defaults.Model.Recurrent);
    private readonly TrainingOptions training = new(Defaults.Training);

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
        foreach (var option in new Option[] { Data, tied, segment, validation, test })
            command.Add(option);
        text.AddTo(command);
        sequence.AddTo(command);
        recurrent.AddTo(command, directions: false);
        training.AddTo(command);
    }

    /// <summary>Reads the text, cuts it, and says how its model is made.</summary>
    /// <exception cref="InvalidInputException">The text can not be used, or a value is out of its range.</exception>
    public (LanguageSplit Split, LanguageTrainingOptions Options) Read(ParseResult parsed)
    {
        var model = Defaults.Model with { Recurrent = recurrent.Read(parsed), TiedWeights = parsed.GetValue(tied) };
        var options = Defaults with
        {
            Text = text.Text(parsed),
            Vocabulary = text.Vocabulary(parsed),
            Model = sequence.Read(parsed, model),
            Training = training.Read(parsed),
            Segment = parsed.GetValue(segment),
            ValidationShare = parsed.GetValue(validation),
            TestShare = parsed.GetValue(test),
        };
        var path = parsed.GetRequiredValue(Data);
        return (options.Split(path, TextFile.ReadAll(path)), options);
    }
}
