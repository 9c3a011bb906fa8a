using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Pipelines.Backtesting;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Backtest;

/// <summary>Shows how far a back-test is: a bar with the time left, or a line for each training without a terminal.</summary>
internal static class FoldBar
{
    public static BacktestResult Run(IAnsiConsole console, BacktestOptions options, Func<Action, BacktestResult> work)
    {
        var (done, all) = (0, options.Refit ? options.Folds : 1);
        if (!console.IsWatched())
            return work(() => console.WriteLine($"  trained {++done} of {all}"));
        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask($"training 1 of {all}", maxValue: all);
                return work(() =>
                {
                    task.Increment(1);
                    task.Description = $"training {Math.Min(++done + 1, all)} of {all}";
                });
            });
    }
}
