using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli;

/// <summary>The options by which every verb reads a series.</summary>
/// <param name="data">What the series is for, where it need not be given; null where it must.</param>
internal sealed class SeriesOptions(string? data = null)
{
    public Option<string> Data { get; } =
        new("--data") { Description = data ?? "The series as a CSV file with a header.", Required = data is null };

    public Option<string[]> Date { get; } =
        new("--date")
        {
            Description =
                "The column of the date, or its parts in the order year, month, day[, hour]; found by itself as a rule.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };

    public Option<MissingValues?> Missing { get; } =
        new("--missing")
        {
            Description =
                "What becomes of missing values and rows: refuse, interpolate, or keep for a model that masks them; as the model was trained by default.",
        };

    /// <summary>How the file is read, without the file.</summary>
    public IReadOnlyList<Option> Reading => [Date, Missing];

    public void AddTo(Command command)
    {
        command.Add(Data);
        foreach (var option in Reading)
            command.Add(option);
    }

    /// <summary>Reads what a model was trained on.</summary>
    public TimeSeries Read(ParseResult parsed, CardSeries card) => Read(parsed, card, parsed.GetRequiredValue(Data));

    /// <summary>Reads what a model was trained on, from a file that another option names.</summary>
    public TimeSeries Read(ParseResult parsed, CardSeries card, string path)
    {
        var missing = card.Missing switch
        {
            "interpolate" => MissingValues.Interpolate,
            "mask" => MissingValues.Keep,
            _ => MissingValues.Refuse,
        };
        var series = Read(
            parsed,
            new SeriesReaderOptions
            {
                Targets = card.AllTargets,
                Features = card.Columns,
                Missing = missing,
            },
            path
        );
        return series.Columns.SequenceEqual(card.Columns)
            ? series
            : throw new InvalidInputException(
                $"File '{series.Path}': expected a model that reads its targets first, {string.Join(", ", series.Columns)}, found one that reads {string.Join(", ", card.Columns)}."
            );
    }

    /// <summary>Reads what <paramref name="options"/> say, with the date's columns of the command line.</summary>
    public TimeSeries Read(ParseResult parsed, SeriesReaderOptions options) =>
        Read(parsed, options, parsed.GetRequiredValue(Data));

    private TimeSeries Read(ParseResult parsed, SeriesReaderOptions options, string path) =>
        SeriesReader.Read(
            path,
            options with
            {
                DateColumns = SplitList(parsed.GetValue(Date)),
                Missing = parsed.GetValue(Missing) ?? options.Missing,
            }
        );

    /// <summary>"a,b c" and "a b c" are the same list.</summary>
    public static string[] SplitList(string[]? values) =>
        values is null
            ? []
            :
            [
                .. values.SelectMany(v =>
                    v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
            ];
}
