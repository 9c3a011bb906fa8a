using System.Globalization;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about a forecaster: one line for each part of the way, and the table of errors.</summary>
internal static class ForecastReport
{
    public static string Describe(TimeSeries series) =>
        series.Dates is { } dates
            ? Text(
                $"{series.Count:N0} rows, {dates[0]:yyyy-MM-dd} to {dates[^1]:yyyy-MM-dd}, a row every {series.Step}, target {string.Join(", ", series.TargetNames)}"
            )
            : Text($"{series.Count:N0} rows without dates, target {string.Join(", ", series.TargetNames)}");

    public static string Describe(SeriesSplit split) =>
        Text(
            $"train {split.ValidationStart:N0} rows, validate {split.TestStart - split.ValidationStart:N0}, test {split.End - split.TestStart:N0} ({split.Test.Count:N0} windows)"
        );

    public static string Describe(ForecasterOptions model) =>
        Text(
            $"{TrainingReport.Layers(model.Recurrent)}, look-back {model.LookBack}, horizon {model.Horizon}{Decoding(model)}"
        );

    private static string Decoding(ForecasterOptions model)
    {
        List<string> parts = [];
        if (model.Decoding == ForecastDecoding.Segments)
            parts.Add(Text($"in segments of {model.SegmentLength}"));
        if (model.Decoding == ForecastDecoding.Recursive)
            parts.Add("step by step");
        if (model.ChannelIndependent)
            parts.Add("each column alone");
        if (model.Calendar.Count > 0)
            parts.Add($"with {string.Join(", ", model.Calendar)}");
        if (model.Quantiles.Count > 0)
            parts.Add(Text($"{model.Quantiles.Count} quantiles"));
        return parts.Count == 0 ? "" : $"; {string.Join(", ", parts)}";
    }

    /// <summary>What was missing in a series.</summary>
    public static string Describe(MissingCounts missing) =>
        Text(
            $"{missing.Values:N0} values, {missing.Rows:N0} rows; at most {missing.LongestGap:N0} one after the other"
        );

    /// <summary>The errors in standard deviations of the training part, as published results have them.</summary>
    public static string Scaled(ForecastMetrics metrics) =>
        Text($"MSE {metrics.ScaledMse:F3}, MAE {metrics.ScaledMae:F3}, in standard deviations of the training part");

    /// <summary>A row for each target: units differ, so only scaled errors compare.</summary>
    public static Table Targets(ForecastMetrics metrics)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Target", "MAE", "RMSE", "MASE", "Scaled MSE", "Scaled MAE");
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        foreach (var m in metrics.Targets)
            table.AddRow(
                m.Name,
                Number(m.Mae),
                Number(m.Rmse),
                Number(m.Mase),
                Number(m.ScaledMse),
                Number(m.ScaledMae)
            );
        return table;

        static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The model beside the naive forecasts; the best error of each column stands out. Errors of several targets are scaled.
    /// </summary>
    public static Table Errors(string model, ForecastMetrics metrics, IReadOnlyList<NaiveBaseline> naive)
    {
        var table = new Table().Border(TableBorder.Simple);
        var several = metrics.Targets.Count > 1;
        table.AddColumns(
            several ? ["Forecast", "Scaled MSE", "Scaled MAE", "MASE"] : ["Forecast", "MAE", "RMSE", "MASE"]
        );
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        (string Name, ForecastMetrics Metrics)[] rows =
        [
            (model, metrics),
            .. naive.Select(baseline => ($"Repeat the {baseline.Name}", baseline.Metrics)),
        ];
        (Func<ForecastMetrics, double> Of, string Format)[] columns = several
            ? [(m => m.ScaledMse, "F3"), (m => m.ScaledMae, "F3"), (m => m.Mase, "F3")]
            : [(m => m.Mae, "F1"), (m => m.Rmse, "F1"), (m => m.Mase, "F3")];
        foreach (var (name, m) in rows)
            table.AddRow([
                new Text(name),
                .. columns.Select(column => Cell(column.Of(m), rows.Min(row => column.Of(row.Metrics)), column.Format)),
            ]);
        return table;
    }

    private static Text Cell(double value, double best, string format) =>
        new(
            value.ToString(format, CultureInfo.InvariantCulture),
            value <= best ? new Style(decoration: Decoration.Bold) : Style.Plain
        );

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
