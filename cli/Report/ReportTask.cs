using System.CommandLine;
using Rnn.Onnx.Cli.Report.Classification;
using Rnn.Onnx.Cli.Report.Forecasting;
using Rnn.Onnx.Cli.Report.Language;
using Rnn.Onnx.Cli.Report.Tags;
using Rnn.Onnx.Cli.Report.Translating;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Cli.Translation;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;

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
    public static IReadOnlyList<ReportTask> All()
    {
        var data = DataFiles.Option(
            "The data, of the form that the model was trained on; without any, what the card tells is shown."
        );
        var part = DataParts.Option();
        return [Forecast(data), Classify(data, part), Tag(data), Language(data, part), Translate()];
    }

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

    private static ReportTask Classify(Option<string[]> data, Option<string?> part)
    {
        var columns = new LabeledTextFlags();
        return new ReportTask(
            ModelCard.ClassificationTask,
            [data, .. columns.All, part],
            (file, card, parsed, _) =>
                IsGiven(parsed, data)
                    ? ClassificationSections.Of(
                        file,
                        card,
                        LabeledTexts.Read(parsed.GetValue(data) ?? [], columns.Read(parsed, card.Labels)),
                        parsed.GetValue(part)
                    )
                    : null
        );
    }

    private static ReportTask Tag(Option<string[]> data) =>
        new(
            ModelCard.TaggingTask,
            [data],
            (file, card, parsed, _) =>
                IsGiven(parsed, data)
                    ? TaggingSections.Of(file, card, TaggedSentences.Read(DataFiles.Single(parsed, data)))
                    : null
        );

    private static ReportTask Language(Option<string[]> data, Option<string?> part) =>
        new(
            ModelCard.LanguageModelTask,
            [data, part],
            (file, card, parsed, cancel) =>
                IsGiven(parsed, data)
                    ? LanguageSections.Of(file, card, DataFiles.Single(parsed, data), parsed.GetValue(part), cancel)
                    : null
        );

    private static ReportTask Translate()
    {
        var pairs = new PairFiles("", "translate");
        var decoding = new DecodingFlags();
        return new ReportTask(
            ModelCard.TranslationTask,
            [.. pairs.All, .. decoding.Free],
            (file, card, parsed, cancel) =>
                pairs.Read(parsed) is { } texts
                    ? TranslationSections.Of(
                        file,
                        card,
                        texts,
                        decoding.Read(parsed, TranslatorCheckpoint.Decoding(card)),
                        cancel
                    )
                    : null
        );
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
