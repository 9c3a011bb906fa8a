using System.Globalization;
using System.Text.Json;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The options of a run as texts for its card, by the names that the command line gives them.</summary>
internal static class ForecastOptionTexts
{
    public static Dictionary<string, string> Of(ForecastTrainingOptions o)
    {
        var (model, training) = (o.Model, o.Training);
        var texts = new Dictionary<string, string>
        {
            ["accumulate"] = Text(training.Accumulate),
            ["batch-size"] = Text(training.BatchSize),
            ["channel-independent"] = Text(model.ChannelIndependent),
            ["clip-norm"] = Text(training.ClipNorm),
            ["clip-value"] = Text(training.ClipValue),
            ["decoding"] = Text(model.Decoding),
            ["epochs"] = Text(training.Epochs),
            ["head-dropout"] = Text(model.HeadDropout),
            ["learning-rate"] = Text(training.LearningRate),
            ["loss"] = model.Quantiles.Count > 0 ? "pinball" : Text(o.Loss),
            ["normalization"] = Text(model.Normalization),
            ["affine-normalization"] = Text(model.AffineNormalization),
            ["optimizer"] = training.Optimizer.Kind.ToString().ToLowerInvariant(),
            ["patience"] = Text(training.Patience),
            ["period"] = Text(o.Period),
            ["schedule"] = Text(training.Schedule.Kind),
            ["seed"] = Text(training.Seed),
            ["warmup"] = Text(training.Schedule.WarmupSteps),
            ["weight-average"] = Text(training.WeightAverage),
            ["weight-decay"] = Text(training.Optimizer.WeightDecay),
        };
        if (model.Decoding == Training.Models.ForecastDecoding.Segments)
            texts["segment-length"] = Text(model.SegmentLength);
        if (model.Calendar.Count > 0)
        {
            texts["calendar-size"] = Text(model.CalendarSize);
            texts["head-size"] = Text(model.HeadSize);
        }
        if (o.Rows is { } rows)
        {
            texts["rows"] = FormattableString.Invariant($"{rows.Training},{rows.Validation},{rows.Test}");
        }
        else
        {
            texts["test-share"] = Text(o.TestShare);
            texts["validation-share"] = Text(o.ValidationShare);
        }
        return texts;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
