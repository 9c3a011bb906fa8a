using System.CommandLine;
using Rnn.Onnx.Cli.Report.Forecasting;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli.Report;

/// <summary>What a report says of a task's data.</summary>
/// <param name="Task">The task in the card.</param>
/// <param name="Options">The options by which its data are read.</param>
/// <param name="Body">Reads the data and measures: the model's path, its card, the command line. Null without data.</param>
internal sealed record ReportTask(
    string Task,
    IReadOnlyList<Option> Options,
    Func<string, ModelCard, ParseResult, CancellationToken, ReportBody?> Body
)
{
    /// <summary>The tasks whose data a report can show; of others it shows training and card.</summary>
    public static IReadOnlyList<ReportTask> All(Option<string[]> data) => [Forecast(data)];

    private static ReportTask Forecast(Option<string[]> data)
    {
        var series = new SeriesOptions();
        return new ReportTask(
            ModelCard.ForecastTask,
            [data, .. series.Reading],
            (file, card, parsed, cancel) =>
                IsGiven(parsed, data)
                    ? ForecastSections.Of(
                        file,
                        card,
                        series.Read(parsed, ForecastPipeline.Series(file, card), DataFiles.Single(parsed, data)),
                        cancel
                    )
                    : null
        );
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
