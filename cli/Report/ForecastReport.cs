using System.Globalization;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Report;

/// <summary>What a person reads about a forecaster: one line for each part of the way, and the table of errors.</summary>
internal static class ForecastReport
{
    public static string Describe(TimeSeries series) =>
        series.Dates is { } dates
            ? Text(
                $"{series.Count:N0} rows, {dates[0]:yyyy-MM-dd} to {dates[^1]:yyyy-MM-dd}, a row every {series.Step}, target {series.Columns[series.Target]}"
            )
            : Text($"{series.Count:N0} rows without dates, target {series.Columns[series.Target]}");

    public static string Describe(SeriesSplit split) =>
        Text(
            $"train {split.ValidationStart:N0} rows, validate {split.TestStart - split.ValidationStart:N0}, test {split.End - split.TestStart:N0} ({split.Test.Count:N0} windows)"
        );

    public static string Describe(ForecasterOptions model) =>
        Text(
            $"{Name(model.Recurrent.Cell)}, {model.Recurrent.Layers} layer{(model.Recurrent.Layers == 1 ? "" : "s")} of {model.Recurrent.Hidden} units{(model.Recurrent.Bidirectional ? " in both directions" : "")}, look-back {model.LookBack}, horizon {model.Horizon}"
        );

    public static string Describe(TrainingResult training) =>
        Text(
            $"{training.History.Count} epochs in {training.Elapsed.TotalSeconds:F1} s, best epoch {training.Best.Epoch} with validation loss {training.Best.ValidationLoss:F4}"
        );

    public static string Describe(ParityReport parity) =>
        Text(
            $"ONNX Runtime {SequenceModel.RuntimeVersion} differs from the trained module by at most {parity.LargestRelative:0.0E+0} (allowed {parity.Tolerance:0E+0}) over {parity.Probes} probes"
        );

    /// <summary>The model beside the naive forecasts; the best error of each column stands out.</summary>
    public static Table Errors(string model, ForecastMetrics metrics, IReadOnlyList<NaiveBaseline> naive)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Forecast", "MAE", "RMSE", "MASE");
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        (string Name, ForecastMetrics Metrics)[] rows =
        [
            (model, metrics),
            .. naive.Select(baseline => ($"Repeat the {baseline.Name}", baseline.Metrics)),
        ];
        foreach (var (name, m) in rows)
        {
            table.AddRow(
                new Text(name),
                Cell(m.Mae, rows.Min(r => r.Metrics.Mae), "F1"),
                Cell(m.Rmse, rows.Min(r => r.Metrics.Rmse), "F1"),
                Cell(m.Mase, rows.Min(r => r.Metrics.Mase), "F3")
            );
        }
        return table;
    }

    private static Text Cell(double value, double best, string format) =>
        new(
            value.ToString(format, CultureInfo.InvariantCulture),
            value <= best ? new Style(decoration: Decoration.Bold) : Style.Plain
        );

    public static string Name(CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => "LSTM",
            CellKind.Gru => "GRU",
            CellKind.ElmanRelu => "RNN (ReLU)",
            _ => "RNN",
        };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
