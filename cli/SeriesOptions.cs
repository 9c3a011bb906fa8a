using System.CommandLine;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli;

/// <summary>The options by which every verb reads a series.</summary>
internal sealed class SeriesOptions
{
    public Option<string> Data { get; } =
        new("--data") { Description = "The series as a CSV file with a header.", Required = true };

    public Option<string[]> Date { get; } =
        new("--date")
        {
            Description =
                "The column of the date, or its parts in the order year, month, day[, hour]; found by itself as a rule.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };

    public void AddTo(Command command)
    {
        command.Add(Data);
        command.Add(Date);
    }

    public TimeSeries Read(ParseResult parsed, string target, IReadOnlyList<string>? features = null) =>
        SeriesReader.Read(
            parsed.GetRequiredValue(Data),
            new SeriesReaderOptions
            {
                Target = target,
                Features = features ?? [],
                DateColumns = SplitList(parsed.GetValue(Date)),
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
