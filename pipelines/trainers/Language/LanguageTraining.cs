using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From a running text to a verified language model: train, export, compare with ONNX Runtime, measure.</summary>
public static class LanguageTraining
{
    /// <summary>How a language model is exported: it reads ids, and its states go in and come out.</summary>
    internal static ExportOptions Export => new() { Stateful = true };

    /// <summary>Runs the whole way. Nothing is written: <see cref="TrainedLanguageModel.File"/> is saved by the caller.</summary>
    /// <param name="split">The text, as <see cref="LanguageTrainingOptions.Split"/> cuts it.</param>
    /// <param name="options">How the model is made.</param>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two training steps.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or the text is too short.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    public static TrainedLanguageModel Run(
        LanguageSplit split,
        LanguageTrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        var (model, training) = LanguageTask.Train(
            split,
            options.Model,
            options.Training,
            options.Segment,
            progress,
            made => LanguageCard.Draft(split, options, made).ToJson(),
            cancel
        );
        using (model)
        {
            var exported = OnnxExporter.Export(model, Export);
            var parity = VerifiedExport.Demand(exported);
            using var runtime = SequenceModel.From(
                exported.File,
                split.Path,
                new SessionSettings { Device = Device.Cpu }
            );
            var measured = LanguageEvaluation.Measure(runtime, split.Measured);
            var card = LanguageCard.Draft(split, options, model).WithHistory(training).WithExport(exported, parity) with
            {
                Metrics = LanguageCard.Measured(split, measured),
            };
            return new TrainedLanguageModel(exported.File.WithCard(card), card, training, parity, measured);
        }
    }
}
