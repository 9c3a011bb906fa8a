using System.Globalization;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Cli.Zoo;

/// <summary>
/// Translation, character by character: a date as people write it, "3 March 2021", to the same date as "2021-03-03". The days are
/// those of a hundred years, in one of five ways of writing each.
/// </summary>
internal static class DatesExample
{
    public const int DefaultEpochs = 6;

    private const int TrainingPairs = 6000;
    private const int ValidationPairs = 500;
    private const int TestPairs = 1000;

    private static readonly DateOnly First = new(1950, 1, 1);
    private static readonly int Days = new DateOnly(2050, 1, 1).DayNumber - First.DayNumber;

    private static readonly string[] Ways =
    [
        "d MMMM yyyy",
        "MMMM d, yyyy",
        "d MMM yyyy",
        "d.M.yyyy",
        "dddd, d MMMM yyyy",
    ];

    public static ZooModel Make()
    {
        var (trained, test) = Train(new TranslatorOptions());
        using var runtime = SequenceModel.From(trained.File, "dates", new SessionSettings { Device = Device.Cpu });
        var answers = Translations.Of(runtime, test.Source);
        var right = answers.Zip(test.Target).Count(pair => pair.First.Text == pair.Second);
        var card = trained.Card with
        {
            Name = "A date as people write it to the same date as 2021-03-03",
            Metrics = trained.Card.Metrics! with
            {
                Model = new Dictionary<string, double>(trained.Card.Metrics.Model)
                {
                    ["accuracy"] = (double)right / TestPairs,
                },
            },
            License = "MIT",
        };
        return new ZooModel(trained.File.WithCard(card), card);
    }

    /// <summary>Trains the translator.</summary>
    /// <param name="export">What its file gives.</param>
    /// <param name="epochs">Passes over the training part.</param>
    /// <param name="seed">Of the weights and of the dates that are drawn.</param>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two training steps.</param>
    /// <returns>The translator, and dates that it has not seen.</returns>
    public static (TrainedTranslator Trained, ParallelTexts Test) Train(
        TranslatorOptions export,
        int epochs = DefaultEpochs,
        int seed = 1,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var options = new TranslationTrainingOptions
        {
            Text = new TextOptions { Tokenizer = TokenizerKind.Characters },
            Vocabulary = new VocabularyOptions(),
            Model = new Seq2SeqOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Hidden = 28,
                    Bidirectional = true,
                },
                Embedding = 24,
                Dropout = 0, // nothing can be learned by heart from a hundred years in five ways of writing
            },
            Loss = new TranslationLoss { LabelSmoothing = 0 },
            Export = export,
            Training = new TrainerOptions
            {
                Epochs = epochs,
                Seed = seed,
                LearningRate = 0.01,
                Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine, WarmupSteps = 50 },
                Threads = 1,
            },
        };
        var random = new Random(options.Training.Seed);
        var (training, validation, test) = (
            Pairs(random, TrainingPairs),
            Pairs(random, ValidationPairs),
            Pairs(random, TestPairs)
        );
        return (
            TranslationTraining.Run(TranslationSetup.Of(training, options, validation, test), progress, cancel),
            test
        );
    }

    private static ParallelTexts Pairs(Random random, int count)
    {
        var (written, meant) = (new string[count], new string[count]);
        for (var i = 0; i < count; i++)
        {
            var date = First.AddDays(random.Next(Days));
            written[i] = date.ToString(Ways[random.Next(Ways.Length)], CultureInfo.InvariantCulture);
            meant[i] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        return new ParallelTexts("dates", "iso dates", written, meant);
    }
}
