using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Translation: the data, the model, the loss and the metrics of one task.</summary>
public static class TranslationTask
{
    /// <summary>The name of the BLEU of the validation part, translated greedily, by which the best epoch may be chosen.</summary>
    public const string BleuMetric = "bleu";

    /// <summary>The name of the perplexity of the validation part's target tokens: exp of its loss.</summary>
    public const string PerplexityMetric = "perplexity";

    /// <summary>Rows of a batch when only a loss is measured, or translations are.</summary>
    private const int EvaluationBatch = 64;

    /// <summary>Trains a translator on the training part; the validation part chooses the epoch.</summary>
    /// <param name="training">Pairs to learn from.</param>
    /// <param name="validation">Pairs that choose the epoch.</param>
    /// <param name="source">From source texts to ids.</param>
    /// <param name="target">From target texts to ids.</param>
    /// <param name="model">Sizes and cells; the vocabularies are taken from the featurizers.</param>
    /// <param name="options">How to train.</param>
    /// <param name="loss">How the loss counts; null for its defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="context">What a checkpoint keeps for a later export beside the options, made before the first step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>The model with its best weights, owned by the caller, and the run.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or no target text has a word that is known.</exception>
    public static (Seq2Seq Model, TrainingResult Result) Train(
        ParallelTexts training,
        ParallelTexts validation,
        TextFeaturizer source,
        TextFeaturizer target,
        Seq2SeqOptions model,
        TrainerOptions options,
        TranslationLoss? loss = null,
        IProgress<TrainingProgress>? progress = null,
        Func<Seq2Seq, string>? context = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (target.Vocabulary.Count <= Vocabulary.Special.Count)
            throw new InvalidInputException(
                $"File '{training.TargetPath}': expected words to learn, found none that came often enough."
            );
        var learned = TranslationRows.Of(training.Source, training.Target, source, target);
        var chosen = TranslationRows.Of(validation.Source, validation.Target, source, target);
        manual_seed(options.Seed);
        return TrainedModel.Of(
            new Seq2Seq(
                model with
                {
                    SourceVocabulary = source.Vocabulary.Count,
                    TargetVocabulary = target.Vocabulary.Count,
                }
            ),
            seq2Seq =>
                new Trainer(options).Fit(
                    TranslationObjective.Of(seq2Seq, loss ?? new TranslationLoss()) with
                    {
                        Description = CheckpointModel.Of(seq2Seq, context?.Invoke(seq2Seq)),
                        EpochMetrics = new Dictionary<string, Func<double>>(StringComparer.Ordinal)
                        {
                            [BleuMetric] = () =>
                                TranslationMeasure.Bleu(seq2Seq, validation, source, target, EvaluationBatch),
                        },
                    },
                    learned.Batches(options.BatchSize, options.Seed),
                    chosen.Batches(EvaluationBatch),
                    progress,
                    cancel
                )
        );
    }

    /// <summary>Nats a target token of pairs, <c>&lt;eos&gt;</c> among them: the log of the perplexity.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pairs">What is measured.</param>
    /// <param name="source">From source texts to ids.</param>
    /// <param name="target">From target texts to ids.</param>
    public static double Nats(Seq2Seq model, ParallelTexts pairs, TextFeaturizer source, TextFeaturizer target)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var rows = TranslationRows.Of(pairs.Source, pairs.Target, source, target);
        return Trainer.Evaluate(TranslationObjective.Of(model, new TranslationLoss()), rows.Batches(EvaluationBatch));
    }
}
