using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli;

/// <summary>The options by which <c>rnn train forecast</c> builds its model.</summary>
internal sealed class ModelOptions
{
    private static readonly Dictionary<string, CellKind> Cells = new(StringComparer.Ordinal)
    {
        ["lstm"] = CellKind.Lstm,
        ["gru"] = CellKind.Gru,
        ["rnn"] = CellKind.ElmanTanh,
        ["rnn-relu"] = CellKind.ElmanRelu,
    };

    private static readonly ForecasterOptions Defaults = new();

    private readonly Option<int> lookBack = Value("--look-back", "Steps the model reads.", Defaults.LookBack);
    private readonly Option<int> horizon = Value("--horizon", "Steps it forecasts.", Defaults.Horizon);
    private readonly Option<string> cell = Word("--cell", "The cell", Cells.Keys, "lstm");
    private readonly Option<int> hidden = Value("--hidden", "Hidden units of a layer.", Defaults.Recurrent.Hidden);
    private readonly Option<int> layers = Value("--layers", "Recurrent layers.", Defaults.Recurrent.Layers);
    private readonly Option<bool> bidirectional = new("--bidirectional")
    {
        Description = "Read the look-back from both ends.",
    };

    private readonly Option<double> dropout = Value("--dropout", "Dropout between layers.", Defaults.Recurrent.Dropout);
    private readonly Option<string> decoding = Word(
        "--decoding",
        "From the last state to the steps ahead",
        Names<ForecastDecoding>(),
        "direct"
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
        Names<WindowNormalization>(),
        "mean"
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
            cell,
            hidden,
            layers,
            bidirectional,
            dropout,
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
            Decoding = Choice<ForecastDecoding>(parsed.GetRequiredValue(decoding)),
            SegmentLength = parsed.GetValue(segment),
            ChannelIndependent = parsed.GetValue(independent),
            Quantiles = [.. SeriesOptions.SplitList(parsed.GetValue(quantiles)).Select(Level)],
            Calendar = Features(SeriesOptions.SplitList(parsed.GetValue(calendar)), series),
            CalendarSize = parsed.GetValue(calendarSize),
            Normalization = parsed.GetValue(plain)
                ? WindowNormalization.None
                : Choice<WindowNormalization>(parsed.GetRequiredValue(normalization)),
            AffineNormalization = parsed.GetValue(affine),
            Missing = masks ? MissingInputs.Mask : MissingInputs.Refuse,
            HeadSize = parsed.GetValue(headSize),
            HeadDropout = parsed.GetValue(headDropout),
            Recurrent = new RecurrentOptions
            {
                Cell = Cells[parsed.GetRequiredValue(cell)],
                Hidden = parsed.GetValue(hidden),
                Layers = parsed.GetValue(layers),
                Bidirectional = parsed.GetValue(bidirectional),
                Dropout = parsed.GetValue(dropout),
            },
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

    private static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private static T Choice<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>()[Array.IndexOf(Names<T>(), word)];

    private static Option<string> Word(string name, string description, IEnumerable<string> words, string value)
    {
        string[] known = [.. words];
        var option = new Option<string>(name)
        {
            Description = $"{description}: {string.Join(", ", known)}.",
            DefaultValueFactory = _ => value,
        };
        option.AcceptOnlyFromAmong(known);
        return option;
    }
}
