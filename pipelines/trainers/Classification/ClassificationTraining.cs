using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From labeled texts to a verified model file: split, train, export, compare with ONNX Runtime, measure.</summary>
public static class ClassificationTraining
{
    /// <summary>Runs the whole way. Nothing is written: <see cref="TrainedClassifier.File"/> is saved by the caller.</summary>
    /// <param name="data">The texts.</param>
    /// <param name="options">How the classifier is made.</param>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two training steps.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or there are too few texts or labels.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    public static TrainedClassifier Run(
        LabeledTexts data,
        ClassificationTrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    ) => Run(ClassificationSetup.Of(data, options), progress, cancel);

    /// <summary>The same from data that is cut already.</summary>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public static TrainedClassifier Run(
        ClassificationSetup setup,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(setup);
        var (split, text, options) = (setup.Split, setup.Text, setup.Options);
        var (model, training) = ClassificationTask.Train(
            ClassifiedRows.Of(split.Data, split.Training, text),
            ClassifiedRows.Of(split.Data, split.Validation, text),
            setup.Model,
            options.Training,
            options.Loss,
            setup.Vectors is { } vectors ? new FirstVectors(vectors.Rows, options.FreezeVectors) : null,
            progress,
            made => ClassificationCard.Draft(setup, made).ToJson(),
            cancel
        );
        using (model)
        {
            var exported = OnnxExporter.Export(model, setup.Export);
            var parity = VerifiedExport.Demand(exported);
            var card = ClassificationCard.Draft(setup, model).WithHistory(training).WithExport(exported, parity);
            using var runtime = SequenceModel.From(
                exported.File.WithCard(card),
                split.Data.Name,
                new SessionSettings { Device = Device.Cpu }
            );
            var test = Classifications.Evaluate(runtime, split.Data, split.Measured);
            card = card with { Metrics = ClassificationCard.Measured(setup, test) };
            return new TrainedClassifier(exported.File.WithCard(card), card, training, parity, test);
        }
    }
}
