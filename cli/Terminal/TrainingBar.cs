using System.Globalization;
using Rnn.Onnx.Training;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>Shows a training run: a bar with epoch, loss, rows a second and time left, or plain lines without a terminal.</summary>
internal static class TrainingBar
{
    private const int FewEpochs = 20;

    /// <summary>Runs <paramref name="work"/>, giving it where to report to.</summary>
    public static TResult Run<TResult>(IAnsiConsole console, Func<IProgress<TrainingProgress>, TResult> work)
    {
        if (!console.IsWatched())
            return work(new EpochLines(console));

        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask("training", maxValue: 1);
                return work(new BarProgress(task));
            });
    }

    private static string Describe(TrainingProgress p) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {p.Epoch}/{p.Epochs}  loss {p.Loss:F4}  {p.RowsPerSecond:N0} rows/s  at most {p.TimeLeft:m\\:ss} left{Measured(p)}"
        );

    private static string Measured(TrainingProgress p) =>
        p.Metrics is not { Count: > 0 } metrics
            ? ""
            : "  before: "
                + string.Join(
                    ", ",
                    metrics.Select(metric => FormattableString.Invariant($"{metric.Key} {metric.Value:G4}"))
                );

    private sealed class BarProgress(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.Description = Describe(value);
            task.Value = (value.Epoch - 1 + (double)value.Rows / value.RowsPerEpoch) / value.Epochs;
        }
    }

    private sealed class EpochLines(IAnsiConsole console) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            // Every fifth epoch of many: enough to see it move in a log.
            if (value.Rows == value.RowsPerEpoch && value.Epoch % (value.Epochs > FewEpochs ? 5 : 1) == 0)
                console.WriteLine($"  {Describe(value)}");
        }
    }
}
