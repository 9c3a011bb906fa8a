using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From views of windows to what a forecaster is trained and measured on.</summary>
internal static class ForecastWindows
{
    /// <summary>The parts as they were given; without a validation set the last share of the windows validates.</summary>
    public static ForecastParts Parts(
        IWindowSource windows,
        IWindowSource? validation,
        IWindowSource? test,
        RnnForecastingOptions options
    )
    {
        if (windows.Count == 0)
            throw new InvalidInputException("The view: expected windows to learn from, found none.");
        var (training, chooses) = validation is null
            ? HoldOut(windows, options.ValidationShare)
            : (windows, validation);
        foreach (var (part, name) in new[] { (chooses, "validation"), (test ?? chooses, "test") })
            RequireAlike(training, part, name);
        foreach (var part in new[] { training, chooses, test }.OfType<IWindowSource>())
            RequireWhole(part, options.Model);
        var series = training.Rows();
        var rows = new SeriesRows(series.Count, Ahead(chooses), test is null ? 0 : Ahead(test));
        return new ForecastParts(series, training, chooses, test, rows, (int)rows.Sum);
    }

    // As many windows as a forecast is long lie between the two parts, so that no value is in targets of both.
    private static (IWindowSource Training, IWindowSource Validation) HoldOut(IWindowSource windows, double share)
    {
        var validation = Math.Max(1, (int)Math.Round(windows.Count * share));
        var training = windows.Count - validation - windows.Horizon;
        if (training < 1)
            throw new InvalidInputException(
                $"The view: expected more than {validation} windows to validate and {windows.Horizon} (the horizon) between them and those to learn from, found {windows.Count}."
            );
        return (windows.Range(0, training), windows.Range(windows.Count - validation, validation));
    }

    private static void RequireAlike(IWindowSource training, IWindowSource part, string name)
    {
        var sizes = (training.LookBack, training.Features, training.Horizon, training.Targets);
        if (part.Count == 0 || (part.LookBack, part.Features, part.Horizon, part.Targets) != sizes)
            throw new InvalidInputException(
                $"The {name} set: expected windows [{training.LookBack}, {training.Features}] with targets [{training.Horizon}, {training.Targets}] as in the training set, found {part.Count} windows [{part.LookBack}, {part.Features}] with targets [{part.Horizon}, {part.Targets}]."
            );
    }

    // A model that does not mask missing values would train on nothing but NaN.
    private static void RequireWhole(IWindowSource windows, ForecasterOptions model)
    {
        if (model.Missing != MissingInputs.Refuse)
            return;
        for (var window = 0; window < windows.Count; window++)
        {
            if (windows.Input(window).Span.Contains(float.NaN) || windows.Target(window).Span.Contains(float.NaN))
                throw new InvalidInputException(
                    $"The view, window {window + 1}: expected no missing values for a model that does not mask them, found some."
                );
        }
    }

    // Rows that are forecast.
    private static int Ahead(IWindowSource windows) => windows.Rows().Count - windows.LookBack;
}
