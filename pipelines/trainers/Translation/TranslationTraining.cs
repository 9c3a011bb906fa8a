using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From pairs of texts to a verified translator: train, export, compare with ONNX Runtime, measure.</summary>
public static class TranslationTraining
{
    /// <summary>Runs the whole way. Nothing is written: <see cref="TrainedTranslator.File"/> is saved by the caller.</summary>
    /// <param name="setup">The parts of the data, as <see cref="TranslationSetup.Of"/> makes them.</param>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two training steps.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    public static TrainedTranslator Run(
        TranslationSetup setup,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(setup);
        var (split, options) = (setup.Split, setup.Options);
        var (model, training) = TranslationTask.Train(
            split.Training,
            split.Validation,
            setup.Source,
            setup.Target,
            options.Model,
            options.Training,
            options.Loss,
            progress,
            made => TranslationCard.Draft(setup, made).ToJson(),
            cancel
        );
        using (model)
        {
            var draft = TranslationCard.Draft(setup, model).WithHistory(training);
            var exported = OnnxExporter.Translator(model, setup.Source, setup.Target, options.Export);
            var parity = VerifiedExport.Demand(exported);
            var files = TranslatorFiles.Of(model, draft);
            var card = draft.WithExport(exported, parity);
            using var runtime = SequenceModel.From(
                exported.File.WithCard(card),
                split.Measured.Name,
                new SessionSettings { Device = Device.Cpu }
            );
            var answers = Translations.Of(runtime, split.Measured.Source, cancel: cancel);
            var measured = TranslationMetrics.Of(
                [.. answers.Select(answer => answer.Text)],
                split.Measured.Target,
                setup.Target.Options
            );
            var perplexity = Math.Exp(TranslationTask.Nats(model, split.Measured, setup.Source, setup.Target));
            card = card with { Metrics = TranslationCard.Measured(setup, measured, perplexity) };
            return new TrainedTranslator(
                exported.File.WithCard(card),
                files,
                card,
                training,
                parity,
                measured,
                perplexity
            );
        }
    }
}
