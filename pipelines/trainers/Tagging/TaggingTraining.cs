using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From tagged sentences to a verified model file: train, export, compare with ONNX Runtime, measure.</summary>
public static class TaggingTraining
{
    /// <summary>Runs the whole way. Nothing is written: <see cref="TrainedTagger.File"/> is saved by the caller.</summary>
    /// <param name="setup">The parts of the data, as <see cref="TaggingSetup.Of"/> makes them.</param>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two training steps.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    public static TrainedTagger Run(
        TaggingSetup setup,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(setup);
        var (model, training) = TaggingTask.Train(
            setup.Training,
            setup.Validation,
            setup.Words,
            setup.Model,
            setup.Options.Training,
            progress,
            made => TaggingCard.Draft(setup, made).ToJson(),
            cancel
        );
        using (model)
        {
            var exported = OnnxExporter.Export(model);
            var parity = VerifiedExport.Demand(exported);
            var card = TaggingCard.Draft(setup, model).WithHistory(training).WithExport(exported, parity);
            using var runtime = SequenceModel.From(
                exported.File.WithCard(card),
                setup.Measured.Path,
                new SessionSettings { Device = Device.Cpu }
            );
            var test = Taggings.Evaluate(runtime, setup.Measured);
            card = card with { Metrics = TaggingCard.Measured(setup, test) };
            return new TrainedTagger(exported.File.WithCard(card), card, training, parity, test);
        }
    }
}
