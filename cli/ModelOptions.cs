using System.CommandLine;
using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli;

/// <summary>The options by which <c>rnn train forecast</c> builds its model.</summary>
internal sealed class ModelOptions
{
    private static readonly IReadOnlyDictionary<string, ForecastDecoding> Decodings = WordsOf<ForecastDecoding>();

    private static readonly IReadOnlyDictionary<string, WindowNormalization> Normalizations =
        WordsOf<WindowNormalization>();

    private static readonly ForecasterOptions Defaults = new();

    private readonly Option<int> lookBack = Value("--look-back", "Steps the model reads.", Defaults.LookBack);
    private readonly Option<int> horizon = Value("--horizon", "Steps it forecasts.", Defaults.Horizon);
    private readonly RecurrentFlags recurrent = new(Defaults.Recurrent);
    private readonly Option<string> decoding = Word(
        "--decoding",
        "From the last state to the steps ahead",
        Decodings,
        Defaults.Decoding
    );
    private readonly Option<int> segment = Value(
        "--segment-length",
        "Steps of a segment, for decoding in segments.",
        Defaults.SegmentLength
    );

    private readonly Option<bool> independent = new("--channel-independent")
    {
        Description = "Forecast each target from its own past alone, by weights that all share.",
    };

    private readonly Option<string[]> quantiles = new("--quantiles")
    {
        Description = "Levels of prediction intervals with the median among them, such as 0.1 0.5 0.9.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> calendar = new("--calendar")
    {
        Description =
            "What the model is told of each date: none, auto (as the series' step suggests), or fields such as week-day month-of-year+day-of-month.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["none"],
    };

    private readonly Option<int> calendarSize = Value(
        "--calendar-size",
        "Size of the embedding of a calendar feature.",
        Defaults.CalendarSize
    );

    private readonly Option<string> normalization = Word(
        "--normalization",
        "What is taken from each window and given back to its forecast",
        Normalizations,
        Defaults.Normalization
    );

    private readonly Option<bool> plain = new("--no-window-normalization")
    {
        Description = "Same as --normalization none.",
    };
    private readonly Option<bool> affine = new("--affine-normalization")
    {
        Description = "Learn a gain and a shift of each column behind the normalization.",
    };

    private readonly Option<int> headSize = Value(
        "--head-size",
        "Units of the layer in which the state meets the calendar.",
        Defaults.HeadSize
    );

    private readonly Option<double> headDropout = Value(
        "--head-dropout",
        "Dropout before the last layer and of the calendar.",
        Defaults.HeadDropout
    );

    public void AddTo(Command command)
    {
        Option[] all =
        [
            lookBack,
            horizon,
            decoding,
            segment,
            independent,
            quantiles,
            calendar,
            calendarSize,
            normalization,
            plain,
            affine,
            headSize,
            headDropout,
        ];
        recurrent.AddTo(command);
        foreach (var option in all)
            command.Add(option);
    }

    /// <summary>The model for a series.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="series">Its step chooses the calendar.</param>
    /// <param name="masks">Whether missing values stay in the series.</param>
    public ForecasterOptions Read(ParseResult parsed, TimeSeries series, bool masks) =>
        new()
        {
            LookBack = parsed.GetValue(lookBack),
            Horizon = parsed.GetValue(horizon),
            Decoding = Decodings[parsed.GetRequiredValue(decoding)],
            SegmentLength = parsed.GetValue(segment),
            ChannelIndependent = parsed.GetValue(independent),
            Quantiles = [.. SeriesOptions.SplitList(parsed.GetValue(quantiles)).Select(Level)],
            Calendar = Features(SeriesOptions.SplitList(parsed.GetValue(calendar)), series),
            CalendarSize = parsed.GetValue(calendarSize),
            Normalization = parsed.GetValue(plain)
                ? WindowNormalization.None
                : Normalizations[parsed.GetRequiredValue(normalization)],
            AffineNormalization = parsed.GetValue(affine),
            Missing = masks ? MissingInputs.Mask : MissingInputs.Refuse,
            HeadSize = parsed.GetValue(headSize),
            HeadDropout = parsed.GetValue(headDropout),
            Recurrent = recurrent.Read(parsed),
        };

    private static IReadOnlyList<CalendarFeature> Features(string[] words, TimeSeries series) =>
        words switch
        {
            [] or ["none"] => [],
            ["auto"] => series.Step is { } step
                ? CalendarFeature.For(step)
                : throw new InvalidInputException(
                    $"File '{series.Path}': expected a column of dates for --calendar auto, found none."
                ),
            _ => [.. words.Select(CalendarFeature.Parse)],
        };

    private static double Level(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var level)
            ? level
            : throw new InvalidInputException($"Option quantiles: expected numbers between 0 and 1, found {word}.");
}
