using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Classification of texts and of sequences: the data, the model, the loss and the metric of one task.</summary>
public static class ClassificationTask
{
    /// <summary>Rows of a batch when only a loss is measured.</summary>
    private const int EvaluationBatch = 256;

    /// <summary>Trains a classifier on the training part; the validation part chooses the epoch.</summary>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">Rows that choose the epoch.</param>
    /// <param name="model">Sizes, labels and cell.</param>
    /// <param name="options">How to train.</param>
    /// <param name="loss">How the classes count; null for all alike.</param>
    /// <param name="vectors">The embedding to begin with; null for random values.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="context">What a checkpoint keeps for a later export beside the options, made before the first step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>The model with its best weights, owned by the caller, and the run.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static (SequenceClassifier Model, TrainingResult Result) Train(
        ClassifiedRows training,
        ClassifiedRows validation,
        SequenceClassifierOptions model,
        TrainerOptions options,
        ClassificationLoss? loss = null,
        FirstVectors? vectors = null,
        IProgress<TrainingProgress>? progress = null,
        Func<SequenceClassifier, string>? context = null,
        CancellationToken cancel = default
    ) => Train<ClassifiedRows>(training, validation, model, options, loss, vectors, progress, context, cancel);

    /// <summary>The same for sequences of numbers.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static (SequenceClassifier Model, TrainingResult Result) Train(
        ClassifiedSeries training,
        ClassifiedSeries validation,
        SequenceClassifierOptions model,
        TrainerOptions options,
        ClassificationLoss? loss = null,
        IProgress<TrainingProgress>? progress = null,
        Func<SequenceClassifier, string>? context = null,
        CancellationToken cancel = default
    ) => Train<ClassifiedSeries>(training, validation, model, options, loss, vectors: null, progress, context, cancel);

    private static (SequenceClassifier Model, TrainingResult Result) Train<TRows>(
        TRows training,
        TRows validation,
        SequenceClassifierOptions model,
        TrainerOptions options,
        ClassificationLoss? loss,
        FirstVectors? vectors,
        IProgress<TrainingProgress>? progress,
        Func<SequenceClassifier, string>? context,
        CancellationToken cancel
    )
        where TRows : class, IClassifiedRows
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        manual_seed(options.Seed);
        return TrainedModel.Of(
            new SequenceClassifier(model),
            classifier =>
            {
                vectors?.Enter(classifier);
                return new Trainer(options).Fit(
                    SequenceObjectives.For(classifier, loss, training.Classes) with
                    {
                        Description = CheckpointModel.Of(classifier, context?.Invoke(classifier)),
                    },
                    training.Batches(options.BatchSize, options.Seed),
                    validation.Batches(EvaluationBatch),
                    progress,
                    cancel
                );
            }
        );
    }
}
