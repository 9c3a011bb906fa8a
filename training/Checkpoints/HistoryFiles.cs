using System.Globalization;
using System.Text;
using System.Text.Json;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>The history as JSON and as CSV, written whole after every epoch.</summary>
internal static class HistoryFiles
{
    public const string Json = "history.json";
    public const string Csv = "history.csv";

    private static readonly CheckpointJson Indented = new(
        new JsonSerializerOptions(CheckpointJson.Default.Options) { WriteIndented = true, NewLine = "\n" }
    );

    private static readonly (string Name, Func<EpochResult, double> Value)[] Columns =
    [
        ("epoch", epoch => epoch.Epoch),
        ("training-loss", epoch => epoch.TrainingLoss),
        ("validation-loss", epoch => epoch.ValidationLoss),
        ("learning-rate", epoch => epoch.LearningRate),
        ("mean-gradient-norm", epoch => epoch.MeanGradientNorm),
        ("largest-gradient-norm", epoch => epoch.LargestGradientNorm),
        ("seconds", epoch => epoch.Seconds),
        ("rows-per-second", epoch => epoch.RowsPerSecond),
    ];

    public static void Write(string folder, IReadOnlyList<EpochResult> history)
    {
        AtomicFile.WriteAllText(
            Path.Combine(folder, Json),
            JsonSerializer.Serialize(history, Indented.IReadOnlyListEpochResult) + "\n"
        );
        AtomicFile.WriteAllText(Path.Combine(folder, Csv), Table(history));
    }

    private static string Table(IReadOnlyList<EpochResult> history)
    {
        var metrics = history.SelectMany(epoch => epoch.Metrics.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(column => column.Name).Concat(metrics)).Append('\n');
        foreach (var epoch in history)
        {
            var values = Columns
                .Select(column => column.Value(epoch))
                .Concat(metrics.Select(name => epoch.Metrics.GetValueOrDefault(name, double.NaN)));
            text.AppendJoin(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
            text.Append('\n');
        }
        return text.ToString();
    }
}
