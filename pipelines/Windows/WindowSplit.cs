using Microsoft.ML;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>
/// Rows cut in order of time, each part as a lazy view of windows. All targets of a window lie in its own part; its look-back may
/// reach into the part before.
/// </summary>
/// <param name="TrainSet">Windows to learn from.</param>
/// <param name="ValidationSet">Windows of the rows behind them, which choose the best epoch; null where no share was left for them.</param>
/// <param name="TestSet">Windows of the last rows, to measure on.</param>
public sealed record WindowSplit(IDataView TrainSet, IDataView? ValidationSet, IDataView TestSet)
{
    internal static WindowSplit Of(IDataView rows, WindowOptions options, double validationShare, double testShare)
    {
        options.Validate();
        if (!(validationShare >= 0 && testShare > 0 && validationShare + testShare < 1))
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"Options validation and test: expected shares that leave something to train on and to test, found {validationShare} and {testShare}."
                )
            );
        var count = RowSeries.Count(rows, options);
        // As a split of a series in memory cuts.
        var testStart = count - (int)Math.Round(count * testShare);
        var validationStart = testStart - (int)Math.Round(count * validationShare);
        var shortest =
            validationShare > 0 ? Math.Min(testStart - validationStart, count - testStart) : count - testStart;
        if (validationStart < options.LookBack + options.Horizon || shortest < options.Horizon)
            throw new InvalidInputException(
                $"The view: expected at least {options.LookBack} + {options.Horizon} rows (look-back and horizon) to train on and {options.Horizon} in each of the other parts, found {count} rows: {validationStart} to train on, {testStart - validationStart} to validate, {count - testStart} to test."
            );
        var whole = options with { RequireTarget = true };
        return new WindowSplit(
            new RowWindowView(rows, whole, 0, validationStart),
            validationShare > 0 ? new RowWindowView(rows, whole, validationStart, testStart) : null,
            new RowWindowView(rows, options, testStart)
        );
    }
}
