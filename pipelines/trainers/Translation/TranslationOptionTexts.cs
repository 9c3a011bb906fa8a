using static Rnn.Onnx.Pipelines.Trainers.TextCard;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The options of a run as texts for its card, by the names that the command line gives them.</summary>
internal static class TranslationOptionTexts
{
    public static Dictionary<string, string> Of(TranslationTrainingOptions options)
    {
        var (model, training, forcing) = (options.Model, options.Training, options.Loss.TeacherForcing);
        var decoding = options.Export.Decoding;
        return new()
        {
            ["accumulate"] = Text(training.Accumulate),
            ["attention"] = Text(model.Attention),
            ["attentional-size"] = Text(model.AttentionalSize),
            ["batch-size"] = Text(training.BatchSize),
            ["beam"] = Text(decoding.BeamSize),
            ["best"] = Text(decoding.Best),
            ["best-by"] = training.BestMetric ?? "loss",
            ["byte-pairs"] = Text(options.BytePairs),
            ["clip-norm"] = Text(training.ClipNorm),
            ["coverage-penalty"] = Text(decoding.CoveragePenalty),
            ["decoder-hidden"] = Text(model.DecoderHidden),
            ["dropout"] = Text(model.Recurrent.Dropout),
            ["embedding"] = Text(model.Embedding),
            ["epochs"] = Text(training.Epochs),
            ["input-feeding"] = Text(model.InputFeeding),
            ["label-smoothing"] = Text(options.Loss.LabelSmoothing),
            ["learning-rate"] = Text(training.LearningRate),
            ["length-penalty"] = Text(decoding.LengthPenalty),
            ["lower-case"] = Text(options.Text.LowerCase),
            ["max-length"] = Text(decoding.MaximumLength),
            ["max-ratio"] = Text(decoding.MaximumRatio),
            ["max-tokens"] = Text(options.Text.MaximumTokens),
            ["max-vocabulary"] = Text(options.Vocabulary.MaximumSize),
            ["min-frequency"] = Text(options.Vocabulary.MinimumFrequency),
            ["no-repeat-ngram"] = Text(decoding.NoRepeatNgram),
            ["optimizer"] = training.Optimizer.Kind.ToString().ToLowerInvariant(),
            ["patience"] = Text(training.Patience),
            ["replace-unknown"] = Text(decoding.ReplaceUnknown),
            ["schedule"] = Text(training.Schedule.Kind),
            ["seed"] = Text(training.Seed),
            ["step-dropout"] = Text(model.Dropout),
            ["teacher-forcing"] = Text(forcing.Share),
            ["teacher-forcing-schedule"] = Text(forcing.Kind),
            ["tied"] = Text(model.TiedWeights),
            ["tokenizer"] = Text(options.Text.Tokenizer),
            ["warmup"] = Text(training.Schedule.WarmupSteps),
            ["weight-average"] = Text(training.WeightAverage),
            ["weight-decay"] = Text(training.Optimizer.WeightDecay),
        };
    }
}
