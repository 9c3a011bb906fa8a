using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;

namespace Rnn.Onnx.Cli.Lab.Temperature;

/// <summary>A language model for who has none at hand: the characters of sixty of Shakespeare's sonnets, learned in seconds.</summary>
internal static class SonnetModel
{
    public const int DefaultEpochs = 12;

    public const string Name = "sonnets";

    /// <summary>The text: sonnets 1 to 60.</summary>
    public static string Text()
    {
        using var stream = typeof(SonnetModel).Assembly.GetManifestResourceStream("sonnets.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static SequenceModel Train(
        int epochs,
        int seed,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancel
    )
    {
        var defaults = new LanguageTrainingOptions();
        var options = defaults with
        {
            Model = defaults.Model with
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.Gru, Hidden = 96 },
                Embedding = 24,
            },
            Training = defaults.Training with
            {
                Epochs = epochs,
                BatchSize = 16,
                LearningRate = 0.01,
                Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine, WarmupSteps = 20 },
                Seed = seed,
                Threads = 1,
            },
        };
        var trained = LanguageTraining.Run(
            new LanguageSplit(
                Name,
                Text(),
                options.Text,
                options.Vocabulary,
                options.ValidationShare,
                options.TestShare
            ),
            options,
            progress,
            cancel
        );
        return SequenceModel.From(trained.File, Name, new SessionSettings { Device = Device.Cpu });
    }
}
