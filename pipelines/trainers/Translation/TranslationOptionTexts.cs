using static Rnn.Onnx.Pipelines.Trainers.TextCard;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The options of a run as texts for its card, by the names that the command line gives them.</summary>
internal static class TranslationOptionTexts
{
    public static Dictionary<string, string> Of(TranslationTrainingOptions options)
    {
        var (model, training, forcing) = (options.Model, options.Training, options.Loss.TeacherForcing);
        var decoding = options.Export.Decoding;
        return new([.. TextCard.Of(training), .. TextCard.Of(options.Text, options.Vocabulary)])
        {
            ["attention"] = Text(model.Attention),
            ["attentional-size"] = Text(model.AttentionalSize),
            ["beam"] = Text(decoding.BeamSize),
            ["best"] = Text(decoding.Best),
            ["best-by"] = training.BestMetric ?? "loss",
            ["byte-pairs"] = Text(options.BytePairs),
            ["coverage-penalty"] = Text(decoding.CoveragePenalty),
            ["decoder-hidden"] = Text(model.DecoderHidden),
            ["dropout"] = Text(model.Recurrent.Dropout),
            ["embedding"] = Text(model.Embedding),
            ["final-teacher-forcing"] = Text(forcing.FinalShare),
            ["input-feeding"] = Text(model.InputFeeding),
            ["label-smoothing"] = Text(options.Loss.LabelSmoothing),
            ["length-penalty"] = Text(decoding.LengthPenalty),
            ["max-length"] = Text(decoding.MaximumLength),
            ["max-ratio"] = Text(decoding.MaximumRatio),
            ["no-repeat-ngram"] = Text(decoding.NoRepeatNgram),
            ["replace-unknown"] = Text(decoding.ReplaceUnknown),
            ["step-dropout"] = Text(model.Dropout),
            ["teacher-forcing"] = Text(forcing.Share),
            ["teacher-forcing-decay"] = Text(forcing.Decay),
            ["teacher-forcing-schedule"] = Text(forcing.Kind),
            ["test-share"] = Text(options.TestShare),
            ["tied"] = Text(model.TiedWeights),
            ["validation-share"] = Text(options.ValidationShare),
        };
    }
}
