using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Language models: the data, the model and the loss of one task.</summary>
public static class LanguageTask
{
    /// <summary>Steps of a segment, T, over which gradients go back: 64.</summary>
    public const int DefaultSegment = 64;

    /// <summary>Steps of a segment, and streams side by side, when only a loss is measured.</summary>
    private const int EvaluationSegment = 500;
    private const int EvaluationStreams = 8;

    /// <summary>Trains on the training part; the validation part chooses the epoch; a test part is not touched.</summary>
    /// <remarks>
    /// State is carried from segment to segment, gradients are not (truncated back-propagation through time). The validation
    /// loss after each epoch is that of a few streams side by side, which begin without a state: a little over that of the text
    /// read from its beginning to its end, and quicker.
    /// </remarks>
    /// <param name="split">The text and its parts.</param>
    /// <param name="model">Sizes and cell; the vocabulary is taken from the text.</param>
    /// <param name="training">How to train.</param>
    /// <param name="segment">Steps of a segment, T. Default: 64.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="context">What a checkpoint keeps for a later export beside the options, made before the first step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>The model with its best weights, owned by the caller, and the run.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or the training part is too short.</exception>
    public static (LanguageModel Model, TrainingResult Result) Train(
        LanguageSplit split,
        LanguageModelOptions model,
        TrainerOptions training,
        int segment = DefaultSegment,
        IProgress<TrainingProgress>? progress = null,
        Func<LanguageModel, string>? context = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        OptionRange.AtLeast(segment, 1, "segment");
        if (model.Recurrent.LearnedInitialState)
            throw new InvalidInputException(
                "Option learned-initial-state: expected no for a language model, which reads a text on and on, found yes."
            );
        var least = 2 * training.BatchSize;
        if (split.Training.Ids.Length < least)
            throw new InvalidInputException(
                $"File '{split.Path}': expected {least} tokens to train on or more, 2 for each of {training.BatchSize} rows of a batch, found {split.Training.Ids.Length}."
            );

        manual_seed(training.Seed);
        return TrainedModel.Of(
            new LanguageModel(model with { Vocabulary = split.Featurizer.Vocabulary.Count }),
            language =>
            {
                using var carried = new CarriedState();
                var objective = SequenceObjectives.For(language, carried);
                return new Trainer(training).Fit(
                    objective with
                    {
                        LossMetrics = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
                        {
                            ["perplexity"] = Math.Exp,
                        },
                        Sample = new LanguageSamples(language, split.Featurizer, training).After,
                        Description = CheckpointModel.Of(language, context?.Invoke(language)),
                    },
                    ContiguousBatcher.NextIds(split.Training.Ids, training.BatchSize, segment),
                    Validation(split.Validation),
                    progress,
                    cancel
                );
            }
        );
    }

    private static ContiguousBatcher Validation(LanguageText text) =>
        ContiguousBatcher.NextIds(
            text.Ids,
            Math.Clamp(text.Predicted / EvaluationSegment, 1, EvaluationStreams),
            EvaluationSegment
        );
}
